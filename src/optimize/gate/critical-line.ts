/**
 * Whether a line carries what a reader must not miss: an error, a failure, a warning, a stack frame's cause, an exit
 * code, an HTTP status of 400 or more. Counts of zero (`0 errors`, `failed=0`) are no alarm. Errs on the side of yes, so
 * it is wider than the critical facts: what it says yes to passes keep, what those find the gate demands.
 * Linear in the length of the line.
 */
export function isCriticalLine(line: string): boolean {
  if (SYMBOL.test(line) || LEVEL.test(line) || FOREIGN.test(line)) return true;
  if (ALARM.test(line) && ALARM.test(line.replace(ZERO_BEFORE, '').replace(ZERO_AFTER, ''))) return true;
  return HTTP.test(line) && STATUS.test(line) && STATUS.test(line.replace(ID, ''));
}

const SYMBOL =
  /[✗✘✖❌×⨯●⚠]|\bE(?:NOENT|ACCES|PERM|EXIST|CONN[A-Z]+|ADDR[A-Z]+|PIPE|TIMEDOUT|MFILE|NOSPC|NOTFOUND|HOSTUNREACH|INVAL|BUSY|ISDIR|NOTDIR|NOTEMPTY|RESOLVE)\b|\bSIG[A-Z]{3,}\b|\bTS\d{4}\b/;
/** Levels that logs write as a letter (glog, logcat; `[E]`, `12:00:00 E`, `E/tag`) or as a number. */
const LEVEL =
  /^[EWF]\d{4} \d|^\S+ \S+ +\d+ +\d+ [EWF] |[[(<|][EWF][\])>|]|\d\d:\d\d\S{0,24} [EWF] |^(?:\S{1,40} ){0,3}[EWF]\/\w|"level": ?[456]0\b/;
/** What programs say in the languages that they are most often translated to, as far as {@link ALARM} does not know it. */
const FOREIGN =
  /fehler|fehlgeschlagen|gescheitert|warnung|achtung|abgelehnt|verweigert|abgebrochen|abgestürzt|ungültig|nicht (?:gefunden|möglich|erreichbar|deklariert|definiert|unterstützt|verfügbar)|(?:konnte|kann) nicht|zeitüberschreitung|unbekannte[rs]? |\berreurs?\b|échec|échou|avertissement|attention ?:|refusée?s?\b|interdite?s?\b|introuvable|impossible|aucune? (?:fichier|dossier|règle)|délai .{0,20}dépassé|\bfall[oóa]\b|falló|fallid|advertencia|aviso ?:|denegad|rechazad|no se (?:puede|pudo|encontr)|no encontrad|inválid|\berros?\b|falh(?:a|ou)|não (?:foi|encontr|pode|é possível)|negad[oa]\b|impossibile|non (?:trovat|riuscit|valid)|negato|rifiutat|avviso ?:|\bfout(?:en|melding)?\b|mislukt|geweigerd|waarschuwing|błąd|błęd|ostrzeżenie|odmowa|ошибк|сбой|отказано|предупреждение|не (?:найден|удалось|удаётся)|невозможно|hatası?\b|başarısız|uyarı|错误|錯誤|失败|失敗|警告|异常|異常|拒绝|拒絕|无法|無法|找不到|不存在|超时|逾時|エラー|例外|できません|見つかりません|存在しません|拒否|오류|실패|경고|거부|없습니다/i;
const ALARM =
  /error|\berrs?\b|errno|stderr(?! [FP] )|exception|fail|fatal|panic|traceback|caused by|warn|critical|severe|alert|emerg|denied|refused|forbidden|unauthori[sz]ed|time(?:d[ -]?|-?)out|abort|crash|segmentation|segfault|assert|exit(?:ed|s)?\b|exitcode|return(?:ed)? ?code|\brc\b["']?\s?[:=]|\bsignal\b|terminated|status code|not found|no such|missing|undefined|unable|cannot|can't|could not|couldn't|invalid|illegal|reject|killed|out of memory|\boom\b|deadlock|corrupt|conflict|deprecat|vulnerab|not ok\b|unexpected|mismatch|unreachable|unavailable|not allowed|not permitted|overflow|leak|connection (?:was )?(?:reset|lost|broken)|lost connection|broken pipe|\bexpected\b|\b(?:received|actual|left|right) ?:/i;
const ZERO_BEFORE =
  /(?<![\d.])0 (?:errors?|warnings?|failures?|failed|failing|vulnerabilities|crashes|leaks)\b/gi;
const ZERO_AFTER =
  /\b(?:errors?|err|warnings?|failures?|failed|exit(?:ed)?(?: with)?(?: code| status)?|return ?code|rc)["']?[=:]? ?(?:0(?![\d.])|null\b|none\b|false\b|\[\]|"")/gi;
const HTTP = /http|status|code|response|\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/i;
/** A hash or a UUID, in which any three digits may stand. */
const ID = /[0-9a-f-]{16,}/gi;
const STATUS = /(?<![\d.,])[45]\d\d(?![\d.,]*\d|\s?(?:[mµn]?s\b|[kKMG]i?B\b|B\b|%))/;

/**
 * Whether a line names a place in a file, as compilers and stack traces do: `a.ts:3:5`, `a.ts(3,5)`, `(A.java:3)`,
 * `File "a.py", line 3`, `a_test.go:3`.
 */
export function hasLocation(line: string): boolean {
  return LOCATION.test(line);
}

const LOCATION = /\.[A-Za-z]\w{0,9}:\d+:\d|\.\w{1,10}\(\d+,\d+|\w\.\w{1,10}:\d+\)|", line \d|_test\.go:\d/;
