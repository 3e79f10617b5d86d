import { defineOutput } from '../output.js';

/** curl, verbose or with its meter. What was asked, and every header of the answer, stays. */
export const curl = defineOutput({
  name: 'curl',
  command: /^curl(?![\w-])/,
  content:
    /^\* (?:TLSv1\.\d \((?:IN|OUT)\), TLS |Connected to \S+ \(\S+\) port \d+)|^ +% Total +% Received +% Xferd /,
  leaveOut: [
    {
      what: 'lines of a meter',
      line: /^ +% Total +% Received +% Xferd |^ +Dload +Upload +Total +Spent +Left +Speed$|^ {0,2}\d{1,3} +[\d.]+[kMG]? +\d{1,3} +[\d.]+[kMG]? +\d{1,3} +[\d.]+[kMG]? +[\d.]+[kMG]? +[\d.]+[kMG]? +[\d:-]+ +[\d:-]+ +[\d:-]+ +[\d.]+[kMG]?$/,
      sure: true,
    },
    {
      what: 'steps of a handshake',
      line: /^\* (?:TLSv1\.\d \((?:IN|OUT)\), TLS (?:handshake|change cipher|header|app)(?!.*alert)|ALPN|\(\d+\) \((?:IN|OUT)\), |Trying |Uses proxy env|Host \S+ was resolved|IPv[46]: | {2}(?:Trying |CAfile: |CApath: |Certificate level ))|^\* (?:TCP_NODELAY set|SSL connection using |successfully set certificate verify locations|\[HTTP\/2\] |using HTTP\/|Request completely sent off|Mark bundle as |Connection state changed|Copying HTTP\/2 data|Using Stream ID|h2h3 )/,
      sure: true,
    },
    { what: 'sizes', line: /^[{}] \[\d+ bytes data\]$/, sure: true },
  ],
});
