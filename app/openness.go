package app

// OpennessKinds are the usual kinds of openness; an event may name another.
var OpennessKinds = Vocabulary[string]{
	{"office", "机关开放", "Offices"},
	{"meeting", "会议开放", "Meetings"},
	{"hall", "服务窗口开放", "Service halls"},
	{"facility", "设施场所开放", "Facilities"},
	{"project", "工程项目开放", "Projects"},
	{"enforcement", "执法现场开放", "Enforcement on site"},
	{"online", "线上开放", "Online"},
}
