/**
 * No native addon stands in the repository. Node would look for the optional package in the folders
 * above this file, which belong to others.
 */
throw Object.assign(new Error('koffi is not part of this build'), { code: 'ERR_MODULE_NOT_FOUND' });
