/** The lab's own domain; nothing of it is asked for outside the lab. */
export const DOMAIN = 'contoso.com';
