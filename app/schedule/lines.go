package schedule

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"

	"openday/app"
	"openday/app/clash"
)

var (
	// a start and perhaps an end, each with the part of the day, hour, minutes or half,
	// and what comes behind
	lineTimes = regexp.MustCompile(`^(上午|下午|晚上|中午|早上|凌晨|傍晚)?\s*(\d{1,2})(?::(\d{2})|[点时](?:(\d{1,2})分?|(半))?)(?:\s*(?:[-–—―~～]+|至|到)\s*(上午|下午|晚上|中午|早上|凌晨|傍晚)?\s*(\d{1,2})(?::(\d{2})|[点时](?:(\d{1,2})分?|(半))?))?[\s,、:;]*(.*)$`)
	numbered  = regexp.MustCompile(`^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳•·●▪-])\s*`)
	placed    = regexp.MustCompile(`^(.*?)\s*[（(]\s*(?:地点\s*[:：]?\s*)?([^（()）]+)[)）]\s*[。；;]?$`)
)

// Lines reads an agenda as people write it, a line an item: "14:00—14:40 参观…",
// with or without a number before and the place in brackets behind, or cells of a
// table: times, content, place, who is in charge. A line without a time is a note on
// the item before it. unread are the lines that belong to no item. The times are
// those of the event's first day; what begins earlier than the line before is on
// the next one where that was in the evening.
func Lines(e app.Event, text string) (items []app.AgendaItem, unread []string) {
	day := app.DayOf(e.Start)
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u3000", " ").Replace(text)
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		a, ok := readLine(line, day)
		switch {
		case ok:
			if n := len(items) - 1; n >= 0 && a.Start.Before(items[n].Start) && items[n].Start.Sub(app.DayOf(items[n].Start)) >= evening {
				day = day.AddDate(0, 0, 1)
				a, _ = readLine(line, day)
			}
			a.EventID = e.ID
			if a.Place == "" {
				a.Place = siteIn(e, a.Content)
			}
			items = append(items, a)
		case len(items) > 0:
			last := &items[len(items)-1]
			if last.Content == "" {
				last.Content = line
				last.Kind = kindOf(line)
				if last.Place == "" {
					last.Place = siteIn(e, line)
				}
				continue
			}
			last.Note = strings.TrimSpace(last.Note + "\n" + line)
		default:
			unread = append(unread, line)
		}
	}
	return items, unread
}

const evening = 18 * time.Hour

// readLine reads one line that begins with a time.
func readLine(line string, day time.Time) (a app.AgendaItem, ok bool) {
	cells := strings.Split(line, "\t")
	if len(cells) > 1 && !startsWithTime(cells[0]) { // a number in the first cell
		cells = cells[1:]
	}
	head := strings.TrimSpace(cells[0])
	rest := cells[1:]
	if len(rest) > 0 && startsWithTime(rest[0]) && !strings.ContainsAny(folded(head), "-–—~至到") { // start and end in cells of their own
		head, rest = head+"-"+strings.TrimSpace(rest[0]), rest[1:]
	}
	m := lineTimes.FindStringSubmatch(folded(unnumbered(head)))
	if m == nil {
		return a, false
	}
	start, ok := clockOf(m[1:6], 0)
	if !ok {
		return a, false
	}
	a.Start = day.Add(start)
	if m[7] != "" {
		end, ok := clockOf(m[6:11], start)
		if !ok {
			return a, false
		}
		if a.End = clash.EndAt(app.AgendaItem{}, a.Start, end); a.End.Before(a.Start) {
			return a, false
		}
	}
	behind := m[11]
	// The folding has changed the signs of the text: its own stand in the line.
	if raw := []rune(unnumbered(head)); len([]rune(folded(unnumbered(head)))) == len(raw) {
		behind = string(raw[len(raw)-len([]rune(m[11])):])
	}
	texts := append([]string{strings.TrimSpace(behind)}, rest...)
	if texts[0] == "" {
		texts = texts[1:]
	}
	for i, into := range []*string{&a.Content, &a.Place, &a.InCharge, &a.Note} {
		if i < len(texts) {
			*into = strings.TrimSpace(texts[i])
		}
	}
	if m := placed.FindStringSubmatch(a.Content); m != nil && a.Place == "" && m[1] != "" {
		a.Content, a.Place = m[1], m[2]
	}
	a.Content = strings.TrimRight(a.Content, "；;。 ")
	a.Kind = kindOf(a.Content)
	return a, true
}

func folded(text string) string { return width.Fold.String(text) }

// unnumbered returns a line without the number or the mark before its time.
func unnumbered(text string) string {
	if startsWithTime(text) {
		return text
	}
	return text[len(numbered.FindString(text)):]
}

func startsWithTime(text string) bool {
	return lineTimes.MatchString(folded(strings.TrimSpace(text)))
}

// clockOf returns the time of day that parts of a time say; one after noon is told
// by its word, or by that of the time before it.
func clockOf(parts []string, before time.Duration) (time.Duration, bool) {
	hour, _ := strconv.Atoi(parts[1]) // the pattern has digits alone
	minute, _ := strconv.Atoi(parts[2] + parts[3])
	if parts[4] != "" {
		minute = 30
	}
	switch parts[0] {
	case "下午", "晚上", "傍晚":
		if hour < 12 {
			hour += 12
		}
	case "中午":
		if hour < 10 {
			hour += 12
		}
	case "":
		if hour < 12 && before >= 12*time.Hour && time.Duration(hour+12)*time.Hour+time.Duration(minute)*time.Minute >= before && before < evening {
			hour += 12 // 下午2:00—3:30
		}
	}
	if hour > 23 || minute > 59 {
		return 0, false
	}
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute, true
}

// kindWords are the words by which a text says what happens; the first that is in it
// counts.
var kindWords = []struct {
	kind  app.AgendaKind
	words []string
}{
	{"symposium", []string{"座谈", "交流会", "恳谈"}},
	{app.KindAssembly, []string{"集合", "乘车", "签到"}},
	{"handout", []string{"发放", "赠送", "手册"}},
	{"open_meeting", []string{"列席", "旁听", "观摩会议", "办公会", "会议开放"}},
	{"visit", []string{"参观", "考察", "察看", "走进", "体验"}},
	{"report", []string{"汇报", "介绍", "讲解", "宣讲"}},
}

func kindOf(content string) app.AgendaKind {
	for _, k := range kindWords {
		for _, w := range k.words {
			if strings.Contains(content, w) {
				return k.kind
			}
		}
	}
	return "other"
}

// siteIn returns the site of the event that a text names, the longest of several.
func siteIn(e app.Event, text string) string {
	found := ""
	for _, site := range append(e.Sites[:len(e.Sites):len(e.Sites)], e.AssemblyPlace) {
		if site != "" && len(site) > len(found) && strings.Contains(app.PlaceKey(text), app.PlaceKey(site)) {
			found = site
		}
	}
	return found
}
