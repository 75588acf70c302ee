package app

import "time"

// AuditEntry is one line of the list of who did what when. It holds no personal
// data of invitees: numbers and titles of events only.
type AuditEntry struct {
	ID      string
	At      time.Time // the moment, to the second
	By      string    // the person at the desk
	Action  AuditAction
	EventID string // empty where it is about no single event
	Detail  string // such as how many were exported, and to which kind of file
}

// AuditAction is what was done.
type AuditAction string

// The actions that are written down.
const (
	AuditImport  AuditAction = "import"
	AuditExport  AuditAction = "export"
	AuditPrint   AuditAction = "print"
	AuditReveal  AuditAction = "reveal"
	AuditDelete  AuditAction = "delete"
	AuditPurge   AuditAction = "purge"
	AuditVetting AuditAction = "vetting"
	AuditLottery AuditAction = "draw"
	AuditRestore AuditAction = "restore"
	AuditMerge   AuditAction = "merge"
	AuditHandOut AuditAction = "hand_out"
	AuditReceive AuditAction = "receive"
	AuditBackup  AuditAction = "backup"
	AuditOpinion AuditAction = "opinion"
	AuditUndo    AuditAction = "undo"
	AuditRedo    AuditAction = "redo"
	AuditArchive AuditAction = "archive"
)

// AuditActions are the actions that are written down.
var AuditActions = Vocabulary[AuditAction]{
	{AuditImport, "导入", "Import"},
	{AuditExport, "导出", "Export"},
	{AuditPrint, "打印", "Print"},
	{AuditReveal, "查看完整号码", "Show full numbers"},
	{AuditDelete, "删除", "Delete"},
	{AuditPurge, "到期清除", "Delete personal data"},
	{AuditVetting, "审核", "Vetting"},
	{AuditLottery, "抽取", "Random draw"},
	{AuditRestore, "恢复", "Restore"},
	{AuditMerge, "合并", "Merge"},
	{AuditHandOut, "移交", "Hand over"},
	{AuditReceive, "接收移交", "Receive a hand-over"},
	{AuditBackup, "备份", "Backup"},
	{AuditOpinion, "意见建议", "Opinions"},
	{AuditUndo, "撤销", "Undo"},
	{AuditRedo, "重做", "Redo"},
	{AuditArchive, "归档", "Archive"},
}

// AuditFilter chooses entries. Zero fields choose all.
type AuditFilter struct {
	Text    string // looked for in user, detail and the event's title
	Action  AuditAction
	EventID string
	From    time.Time // the first day
	Until   time.Time // the last day
	Limit   int       // at most so many, the newest; 0 = all
}
