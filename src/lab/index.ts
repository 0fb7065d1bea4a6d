export { FaultError, startLab } from './lab.ts';
export { LabError } from './loopback.ts';
