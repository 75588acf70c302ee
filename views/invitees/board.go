package invitees

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/figures"
	"openday/app/words"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// quotaBoard shows how far the places are filled: all together, then each
// category, and behind a button in words what keeps the list from its quotas. A
// click on a category filters by it.
type quotaBoard struct {
	content  *fyne.Container
	row      *fyne.Container // of the tiles
	pick     func(ui.Filter)
	picked   ui.Filter
	tiles    []*signs.StatTile
	filters  []ui.Filter
	problems []string
	more     *widgets.Button // to all of them, hidden where there is none
}

// boardHeight is the height of the board, also before there is anything on it.
const boardHeight float32 = 52

// newQuotaBoard returns an empty board. pick filters by a category, tell shows
// all problems.
func newQuotaBoard(pick func(ui.Filter), tell func(problems []string)) *quotaBoard {
	b := &quotaBoard{row: container.NewStack(), pick: pick}
	b.more = widgets.NewQuiet("", nil, func() { tell(b.problems) })
	b.more.Tone = widgets.Warning
	b.more.Hide()
	b.content = container.New(ui.FixedHeight(boardHeight), b.row)
	return b
}

// set shows the figures of an event.
func (b *quotaBoard) set(e app.Event, f figures.Figures) {
	stats := []signs.Stat{totalStat(e, f)}
	filters := []ui.Filter{{}}
	for _, q := range f.Quotas {
		stats = append(stats, quotaStat(f, q))
		filters = append(filters, ui.Filter{On: true, Value: q.Category})
	}
	b.filters = filters
	if len(stats) != len(b.tiles) {
		b.tiles = make([]*signs.StatTile, len(stats))
		for i := range stats {
			b.tiles[i] = signs.NewStatTile(stats[i])
			b.tiles[i].OnTapped = func() {
				f := b.filters[i]
				if f == b.picked {
					f = ui.Filter{}
				}
				b.pick(f)
			}
		}
		b.row.Objects = []fyne.CanvasObject{signs.NewStatRow(b.tiles...)}
		b.row.Refresh()
	}
	for i, t := range b.tiles {
		t.Set(stats[i])
	}
	b.show(b.picked)
	b.say(f.Problems(e))
}

// say tells how many problems there are, which may be none.
func (b *quotaBoard) say(problems []string) {
	b.problems = problems
	b.more.SetText(words.T("Quotas: %d to mend", len(problems)))
	widgets.ShowIf(b.more, len(problems) > 0)
	b.content.Refresh()
}

// show draws the tile of a category as picked.
func (b *quotaBoard) show(picked ui.Filter) {
	b.picked = picked
	for i, t := range b.tiles {
		t.Pick(picked.On && b.filters[i] == picked)
	}
}

// totalStat is the tile of all categories: who is to come and who came.
func totalStat(e app.Event, f figures.Figures) signs.Stat {
	s := signs.Stat{
		Caption: words.T("Came / expected"), Figure: strconv.Itoa(f.Came) + " / " + strconv.Itoa(f.Approved),
		Fraction: fraction(f.Came, f.Approved), Tone: widgets.Accent, Detail: words.T("%d confirmed", f.Confirmed),
	}
	counted := f.Counted
	switch {
	case e.Capacity > 0 && counted > e.Capacity:
		s.Note, s.Tone = words.T("%d more than the %d to be invited", counted-e.Capacity, e.Capacity), widgets.Warning
	case f.Pending > 0:
		s.Note = words.T("%d still to be vetted", f.Pending)
	case f.Came+f.Excused+f.Absent == 0 && e.Capacity > 0 && counted < e.Capacity:
		s.Note, s.Tone = words.T("%d of %d places free", e.Capacity-counted, e.Capacity), widgets.Warning
	case f.Came+f.Excused+f.Absent == 0:
		s.Note = words.T("attendance not entered")
	case f.Unknown > 0:
		s.Note = words.T("%d not entered", f.Unknown)
	case f.WalkIns > 0:
		s.Note = words.T("%d walk-ins besides", f.WalkIns)
	default:
		s.Note, s.Tone = words.T("all entered"), widgets.Good
	}
	return s
}

// quotaStat is the tile of one category: how many are approved of those aimed
// at, what is missing, how many confirmed and how many came. Who withdrew is
// missing, as in the problems.
func quotaStat(f figures.Figures, q figures.Quota) signs.Stat {
	s := signs.Stat{Caption: q.Category, Figure: strconv.Itoa(q.Approved), Fraction: -1}
	if q.Category == "" {
		s.Caption = words.T("No category")
	}
	if q.Outside {
		s.Caption = words.T("%s (outside the count)", s.Caption)
	}
	s.Detail = words.T("%d confirmed, %d came|a category", q.Confirmed, q.Came)
	if q.Target == app.NoNumber {
		s.Note = words.T("no quota")
		return s
	}
	s.Figure += " / " + strconv.Itoa(q.Target)
	s.Fraction = fraction(q.Approved, q.Target)
	least := f.Least(q)
	if least > q.Target { // the share of those approved asks for more than that of those to be invited
		s.Detail = words.T("%s of %d approved is %d|a share", q.MinShare, f.Counted, least)
	}
	switch missing := q.Target - (q.Approved - q.Withdrawn); {
	case missing > 0:
		s.Note, s.Tone = words.T("%d missing", missing), widgets.Warning
	case q.Approved > q.Target && q.MinShare.IsZero():
		s.Note, s.Tone = words.T("%d too many", q.Approved-q.Target), widgets.Warning
	case q.Approved < least:
		s.Note, s.Tone = words.T("%d missing to the share", least-q.Approved), widgets.Warning
	case !q.MinShare.IsZero():
		s.Note, s.Tone = words.T("share reached"), widgets.Good
	default:
		s.Note, s.Tone = words.T("filled"), widgets.Good
	}
	return s
}

func fraction(part, whole int) float64 {
	if whole <= 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
