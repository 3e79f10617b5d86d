import { ffmpeg } from '../../../src/optimize/outputs/ffmpeg.js';
import { outputContract } from '../../contracts/output.js';

outputContract(ffmpeg, {
  commands: ['ffmpeg -i a.mp4 b.webm'],
  otherCommands: ['ffmpegthumbnailer x'],
  otherLines: ['frame= 1'],
});
