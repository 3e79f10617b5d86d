import { describe, expect, it } from 'vitest';
import { isCriticalLine } from '../../../src/optimize/gate/critical-line.js';

describe('isCriticalLine', () => {
  it.each([
    'Fehler: Prüfsumme von Block 17 falsch',
    'Der Zugriff auf die Datei wurde verweigert',
    'ERREUR lecture du fichier 31 impossible : accès refusé',
    "gcc: échec de l'édition de liens",
    'No se pudo conectar con el servidor',
    'Falha ao ler o arquivo',
    'ошибка: файл не найден',
    '错误 文件 31 读取 失败',
    'エラー: ファイルを開けません',
    '오류: 연결 거부',
  ])('knows what went wrong in another language: %s', (line) => {
    expect(isCriticalLine(line)).toBe(true);
  });

  it.each([
    '10:00:01 [E] worker: done',
    '2026-03-04 10:00:01.5 W worker: done',
    'E/ActivityManager( 585): done',
    '(F) disk',
  ])('knows a level from its letter: %s', (line) => {
    expect(isCriticalLine(line)).toBe(true);
  });

  it.each([
    "sshd[77]: connection lost: 'Connection closed.'",
    'curl: (56) Recv: Connection reset by peer',
    'lost connection to the broker, will ask again',
    'write: Broken pipe',
  ])('knows that a connection is gone: %s', (line) => {
    expect(isCriticalLine(line)).toBe(true);
  });

  it.each([
    '0 errors, 0 warnings',
    'connection closed by the user, 3 rows sent',
    'alles in Ordnung',
    'tout va bien',
    '读取 完成',
    '10:00:01 [I] worker: done',
  ])('is not alarmed by %s', (line) => {
    expect(isCriticalLine(line)).toBe(false);
  });
});
