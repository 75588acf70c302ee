package after

import (
	"fmt"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/wording"
	"openday/app/words"
)

// openOpinions are the opinions of which something is left to do.
type openOpinions struct {
	overdue    []app.Feedback // work is owed and late
	inTime     []app.Feedback // work is owed by a department, not late
	unassigned []app.Feedback // not handed to a department yet, not late
	unanswered []app.Feedback // done, the person who spoke still waits
	uncalled   []app.Feedback // answered, not followed up
	unhappy    []app.Feedback // the answer to the return call was 不满意
}

func (s *summary) open() openOpinions {
	var open openOpinions
	for _, o := range s.Feedback {
		if o.MergedInto != "" {
			continue // told where it was merged into
		}
		switch {
		case o.Overdue(s.at):
			open.overdue = append(open.overdue, o)
		case o.State == app.FeedbackRecorded:
			open.unassigned = append(open.unassigned, o)
		case o.State.IsOpen():
			open.inTime = append(open.inTime, o)
		case o.OwesReply():
			open.unanswered = append(open.unanswered, o)
		case o.State == app.FeedbackReplied && o.Satisfaction == "":
			open.uncalled = append(open.uncalled, o)
		}
		if o.Satisfaction == app.NotSatisfied {
			open.unhappy = append(open.unhappy, o)
		}
	}
	return open
}

// openWork names what is missing or still open, plainly.
func (s *summary) openWork() []keyed {
	var points []keyed
	put := func(key, heading, body string) { points = append(points, keyed{key, heading, body}) }
	var short []string
	for _, q := range s.figures.Quotas {
		if n := q.Missing(); n > 0 {
			short = append(short, fmt.Sprintf("%s应邀请%d人，审核通过%d人，缺%d人", categoryName(q.Category), q.Target, q.Approved, n))
		}
	}
	if len(short) > 0 {
		put("open.quotas", "邀请名额未满", strings.Join(short, "；")+"。")
	}
	open := s.open()
	if n := len(open.overdue); n > 0 {
		put("open.overdue", "意见建议超期未办结", fmt.Sprintf("%d条意见建议超过办理时限：%s。", n, s.described(open.overdue)))
	}
	if n := len(open.inTime); n > 0 {
		put("open.handling", "意见建议尚在办理", fmt.Sprintf("%d条意见建议尚未办结：%s。", n, s.described(open.inTime)))
	}
	if n := len(open.unassigned); n > 0 {
		put("open.unassigned", "意见建议尚未交办", fmt.Sprintf("%d条意见建议尚未交办：%s。", n, s.described(open.unassigned)))
	}
	if n := len(open.unanswered); n > 0 {
		put("open.unanswered", "办理结果尚未答复", fmt.Sprintf("%d条意见建议已办结，尚未答复提出人：%s。", n, s.described(open.unanswered)))
	}
	if n := len(open.unhappy); n > 0 {
		put("open.unhappy", "提出人对办理结果不满意", fmt.Sprintf("%d条意见建议的满意度为不满意：%s。", n, s.described(open.unhappy)))
	}
	if n := len(open.uncalled); n > 0 {
		put("open.uncalled", "尚未回访", fmt.Sprintf("%d条意见建议已答复，尚未回访：%s。", n, s.described(open.uncalled)))
	}
	return points
}

// lacking tells of the parts of the event of which nothing is recorded, a sentence
// each.
func (s *summary) lacking() []string {
	var sentences []string
	for _, p := range []struct {
		sentence string
		there    bool
	}{
		{words.T("No invitee is recorded."), len(s.Invitees) > 0},
		{words.T("The agenda is empty."), len(s.Agenda) > 0},
	} {
		if !p.there {
			sentences = append(sentences, p.sentence)
		}
	}
	return sentences
}

// described names opinions with who handles them until when. Many are left to
// the ledger.
func (s *summary) described(list []app.Feedback) string {
	const most = 20
	parts := make([]string, 0, min(len(list), most))
	for _, o := range list[:min(len(list), most)] {
		about := []string{}
		if o.Department != "" {
			about = append(about, o.Department)
		}
		if o.State.IsOpen() {
			if o.Department != "" && o.InCharge != "" {
				about = append(about, "责任人"+o.InCharge)
			}
			switch {
			case o.Overdue(s.at):
				about = append(about, "办理时限"+app.ShortDate(o.DueDate), s.late.Words(o))
			case o.DueDate.IsZero():
				about = append(about, "未定办理时限")
			default:
				about = append(about, "办理时限"+app.ShortDate(o.DueDate))
			}
		}
		parts = append(parts, wording.Briefly(paper.Discreet(o.Content))+wording.Wrapped("（", strings.Join(about, "，"), "）"))
	}
	text := strings.Join(parts, "；")
	if len(list) > most {
		text += fmt.Sprintf("等%d条", len(list))
	}
	return text
}

// nextSteps turns what is open into what is to be done, by whom and until when.
func (s *summary) nextSteps() []keyed {
	var points []keyed
	put := func(key, heading, body string) { points = append(points, keyed{key, heading, body}) }
	open := s.open()
	if len(open.overdue) > 0 {
		put("next.overdue", "催办超期事项", "对"+byDepartment(open.overdue, false)+"超期未办结的意见建议进行催办，办结后及时答复提出人。")
	}
	if len(open.inTime) > 0 {
		put("next.handling", "跟踪办理进度", "督促"+byDepartment(open.inTime, true)+"按时办结并答复提出人。")
	}
	if n := len(open.unassigned); n > 0 {
		put("next.unassigned", "及时交办", fmt.Sprintf("对待交办的%d条意见建议，明确承办单位、责任人和办理时限，及时交办。", n))
	}
	if n := len(open.unanswered); n > 0 {
		put("next.unanswered", "答复提出人", fmt.Sprintf("将%d条已办结意见建议的办理结果答复提出人。", n))
	}
	if n := len(open.unhappy); n > 0 {
		put("next.unhappy", "重新研究办理", fmt.Sprintf("对提出人不满意的%d条意见建议重新研究办理。", n))
	}
	if n := len(open.uncalled); n > 0 {
		put("next.uncalled", "开展回访", fmt.Sprintf("对%d条已答复的意见建议开展回访，了解提出人是否满意。", n))
	}
	return points
}

// byDepartment counts opinions by who handles them, with the nearest due date
// of each: 养老服务科2条（最近的办理时限为2022年12月6日）.
func byDepartment(list []app.Feedback, due bool) string {
	type work struct {
		name    string
		count   int
		nearest time.Time
	}
	var all []*work
	place := map[string]*work{}
	for _, o := range list {
		name := o.Department
		if name == "" {
			name = "未明确承办单位"
		}
		w := place[name]
		if w == nil {
			w = &work{name: name}
			place[name] = w
			all = append(all, w)
		}
		w.count++
		if !o.DueDate.IsZero() && (w.nearest.IsZero() || o.DueDate.Before(w.nearest)) {
			w.nearest = o.DueDate
		}
	}
	parts := make([]string, len(all))
	for i, w := range all {
		parts[i] = fmt.Sprintf("%s%d条", w.name, w.count)
		if due && !w.nearest.IsZero() {
			before := "办理时限"
			if w.count > 1 {
				before = "最近的办理时限"
			}
			parts[i] += "（" + before + "为" + app.ShortDate(w.nearest) + "）"
		}
	}
	return strings.Join(parts, "、")
}

// publicSteps is what everybody may know of the work that is left.
func (s *summary) publicSteps() []keyed {
	f := s.figures
	var points []keyed
	if n := f.Open(); n > 0 {
		points = append(points, keyed{"public.open", "继续办理意见建议", fmt.Sprintf("尚有%d条意见建议未办结，办结后及时答复提出人并公开办理结果。", n)})
	}
	if n := f.Handled - f.OnSpot - f.Replied; n > 0 {
		points = append(points, keyed{"public.unanswered", "答复提出人", fmt.Sprintf("将%d条已办结意见建议的办理结果答复提出人。", n)})
	}
	return points
}
