// The bundler takes its CommonJS form, as outside.
export { default as yargs } from 'yargs';
