package app

import (
	"fmt"
	"strconv"
	"strings"
)

// LedgerHeadings are the columns of the ledger of opinions, 意见建议办理台账.
var LedgerHeadings = []string{"序号", "意见建议内容", "提出人", "类别", "承办单位", "责任人", "办理时限", "办理情况", "结果", "答复情况", "是否采纳（理由）", "满意度"}

// LedgerCells returns the opinion's row of the ledger under the number that it
// has there, as it stands on the day of the lateness.
func (f Feedback) LedgerCells(number int, late *Lateness) []string {
	department := f.Department
	if len(f.Joint) > 0 {
		department += "\n协办：" + strings.Join(f.Joint, "、")
	}
	return []string{
		strconv.Itoa(number), f.Content, f.SpeakerOrAnonymous(), f.Category, department,
		linesOf(f.InCharge, f.Telephone), ISODate(f.DueDate), f.progress(late),
		linesOf(Grades.Chinese(f.Grade), f.Result), linesOf(ISODate(f.RepliedOn), f.ReplyChannel),
		Adoptions.Chinese(f.Adoption) + inBrackets(f.AdoptionReason), Satisfactions.Chinese(f.Satisfaction),
	}
}

// progress tells how far an opinion has come: its state, what is late, and how
// often it was returned, extended, urged and opened again.
func (f Feedback) progress(late *Lateness) string {
	if f.MergedInto != "" {
		return "已合并办理"
	}
	parts := []string{FeedbackStates.Chinese(f.State)}
	if text := late.Words(f); text != "" {
		parts = append(parts, text)
	}
	for _, kind := range []TransitionKind{TransitionReturn, TransitionExtend, TransitionUrge, TransitionReopen} {
		if n := f.CountTransitions(kind); n > 0 {
			parts = append(parts, fmt.Sprintf("%s%d次", TransitionKinds.Chinese(kind), n))
		}
	}
	return strings.Join(parts, "\n")
}

// linesOf returns texts below each other, without the empty ones.
func linesOf(texts ...string) string {
	var all []string
	for _, t := range texts {
		if t != "" {
			all = append(all, t)
		}
	}
	return strings.Join(all, "\n")
}

func inBrackets(text string) string {
	if text == "" {
		return ""
	}
	return "（" + text + "）"
}

// CountTransitions counts the steps of a kind that hold.
func (f Feedback) CountTransitions(kind TransitionKind) int {
	n := 0
	for _, m := range f.Steps() {
		if m.Kind == kind {
			n++
		}
	}
	return n
}
