// Package app is the open day itself: its entities, vocabularies, rules and errors,
// and the ports. It declares the store that it needs and knows neither window, nor SQL,
// nor PDF. All wall-clock times are in Zone; a zero time means "not given".
//
// The office's own words, and what the code calls them:
//
//	活动 event · 邀请对象 invitee · 议程环节 agenda item · 意见建议 feedback, an opinion
//	类别 category · 名额 quota · 报备 filing · 审核 vetting · 出席 attendance · 临时参加 walk-in
//	签到表 sign-in sheet · 总结报告 summary report · 台账 ledger · 留痕 audit list
//	交办 assign · 催办 urge · 办结 finish · 答复 reply · 回访 follow up
//	承办单位 handling department · 责任人 person in charge · 办理时限 due date
package app
