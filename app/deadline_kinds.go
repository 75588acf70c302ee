package app

// DeadlineKind is what is to be done by a date.
type DeadlineKind string

// The kinds of deadlines.
const (
	DeadlineTeam      DeadlineKind = "team"
	DeadlineFiling    DeadlineKind = "filing"
	DeadlineNotice    DeadlineKind = "notice"
	DeadlineOpening   DeadlineKind = "opening"
	DeadlineSignUp    DeadlineKind = "sign_up"
	DeadlineReplies   DeadlineKind = "replies"
	DeadlineEvent     DeadlineKind = "event"
	DeadlinePublish   DeadlineKind = "publish"
	DeadlineResults   DeadlineKind = "results"
	DeadlineRetention DeadlineKind = "retention"
)

// DeadlineKinds are the kinds of deadlines in the course of an event.
var DeadlineKinds = Vocabulary[DeadlineKind]{
	{DeadlineTeam, "成立遴选小组", "Selection team formed"},
	{DeadlineFiling, "报备截止", "Filing due"},
	{DeadlineNotice, "发布活动公告", "Notice published"},
	{DeadlineOpening, "报名开始", "Sign-up opens"},
	{DeadlineSignUp, "报名截止", "Sign-up closes"},
	{DeadlineReplies, "审核答复截止", "Vetting replies due"},
	{DeadlineEvent, "活动举办", "Event"},
	{DeadlinePublish, "公开活动情况", "Event published"},
	{DeadlineResults, "公开意见建议及办理结果", "Opinions and results published"},
	{DeadlineRetention, "清除个人信息", "Personal data deleted"},
}

// OnlyPasses reports whether a date of the kind comes and goes with nothing to be
// marked as done: the event's form names it.
func (k DeadlineKind) OnlyPasses() bool {
	return k == DeadlineOpening || k == DeadlineSignUp || k == DeadlineEvent
}

// MostDays is the largest count of days or months in a rule of deadlines.
const MostDays = 365
