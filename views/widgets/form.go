package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app/words"
)

// Form is a column of labelled fields in sections, long enough to scroll. It
// knows whether anything has changed since it was filled, and shows under each
// field what is wrong with it.
type Form struct {
	widget.BaseWidget
	// OnChanged is called after every change of a field, by hand or by code.
	OnChanged func()
	// OnSection is called when scrolling by hand has brought another section
	// into sight, with its number from 0.
	OnSection func(n int)

	labelWidth float32
	fields     []*Field
	sections   []*formSection
	box        *fyne.Container
	scroll     *container.Scroll
	wheel      *formWheel
	inSight    int  // the section
	apart      bool // one section is shown at a time
}

// Field is one line of a [Form]: a label, what is filled in, and under it a
// hint or a problem.
type Field struct {
	// Key names the field in problems, such as "title".
	Key   string
	Input Input

	form     *Form
	section  int // -1 before the first
	label    string
	required bool
	hint     string
	warning  string
	problem  string // set from outside, on saving
	loaded   string
	blank    string // what an empty field holds
	hidden   bool
	most     float32 // width, 0 for all that there is
	row      *fyne.Container
	caption  *Paragraph
	mark     *canvas.Text
	note     *Paragraph
}

type formSection struct {
	title string
	head  *fyne.Container
	other []fyne.CanvasObject // what is no field
}

// NewForm returns an empty form whose labels stand in a column of labelWidth.
func NewForm(labelWidth float32) *Form {
	f := &Form{labelWidth: labelWidth, box: container.New(&columnLayout{gap: 6})}
	f.scroll = container.NewVScroll(container.New(&marginLayout{4, 12, 16, 20}, f.box))
	f.scroll.OnScrolled = f.scrolled
	f.wheel = newFormWheel(f)
	f.ExtendBaseWidget(f)
	return f
}

// LabelWidth returns the width of the column of labels.
func (f *Form) LabelWidth() float32 { return f.labelWidth }

// CreateRenderer shows the scrolled fields.
func (f *Form) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(f.scroll, f.wheel))
}

// Children implements [Composite].
func (f *Form) Children() []fyne.CanvasObject { return []fyne.CanvasObject{f.scroll} }

// formWheel lies over a form and takes the mouse wheel alone: an entry under
// the mouse would else keep it, though it has nothing to scroll.
type formWheel struct {
	widget.BaseWidget
	form *Form
}

func newFormWheel(f *Form) *formWheel {
	w := &formWheel{form: f}
	w.ExtendBaseWidget(w)
	return w
}

// CreateRenderer draws nothing.
func (w *formWheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// Scrolled scrolls the form, or the long text that the mouse and the keyboard
// are in.
func (w *formWheel) Scrolled(e *fyne.ScrollEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil {
		if long, ok := c.Focused().(interface {
			overflowing(fyne.Position) fyne.Scrollable
		}); ok {
			if inner := long.overflowing(e.AbsolutePosition); inner != nil {
				inner.Scrolled(e)
				return
			}
		}
	}
	w.form.scroll.Scrolled(e)
}

// scrolled finds the section in sight: the last one that begins in the upper
// part of the form, and at the very end the last one.
func (f *Form) scrolled(at fyne.Position) {
	n := 0
	for i, s := range f.sections {
		if s.head.Position().Y <= at.Y+f.scroll.Size().Height/4 {
			n = i
		}
	}
	if f.apart {
		return
	}
	if at.Y > 0 && at.Y >= f.scroll.Content.Size().Height-f.scroll.Size().Height {
		n = len(f.sections) - 1
	}
	if n != f.inSight {
		f.inSight = n
		if f.OnSection != nil {
			f.OnSection(n)
		}
	}
}

// Section begins a section with a heading.
func (f *Form) Section(title string) {
	text := canvas.NewText(title, Colour(theme.ColorNamePrimary))
	text.TextStyle.Bold = true
	text.TextSize = theme.Current().Size(theme.SizeNameSubHeadingText)
	line := canvas.NewRectangle(Colour(theme.ColorNameSeparator))
	line.SetMinSize(fyne.NewSize(1, 1))
	head := container.NewVBox(container.New(&marginLayout{10, 2, 4, 0}, text), line)
	f.sections = append(f.sections, &formSection{title: title, head: head})
	f.box.Add(head)
}

// Sections returns the headings in their order, for a list of contents.
func (f *Form) Sections() []string {
	titles := make([]string, len(f.sections))
	for i, s := range f.sections {
		titles[i] = s.title
	}
	return titles
}

// Apart has the form show one section at a time, whose heading stands elsewhere:
// in a list that calls ShowSection and follows OnSection.
func (f *Form) Apart() {
	f.apart = true
	for _, s := range f.sections {
		s.head.Hide()
	}
	f.arrange()
}

// ShowSection brings the section with a number from 0 into sight.
func (f *Form) ShowSection(n int) {
	switch {
	case n < 0 || n >= len(f.sections):
	case f.apart:
		f.turn(n)
		f.scroll.ScrollToTop()
	default:
		f.inSight = n
		f.scrollTo(f.sections[n].head)
	}
}

// turn shows a section where the form shows one at a time.
func (f *Form) turn(n int) {
	if !f.apart || n == f.inSight || n < 0 || n >= len(f.sections) {
		return
	}
	f.inSight = n
	f.arrange()
	if f.OnSection != nil {
		f.OnSection(n)
	}
}

// arrange shows what belongs to the section in sight.
func (f *Form) arrange() {
	for _, d := range f.fields {
		d.arrange()
	}
	for i, s := range f.sections {
		for _, o := range s.other {
			o.Hide()
			if !f.apart || i == f.inSight {
				o.Show()
			}
		}
	}
	f.box.Refresh()
	f.scroll.Refresh()
}

// SectionState tells of a section how many of its fields are wrong or look so, and
// how many hold something.
func (f *Form) SectionState(n int) (doubtful, filled int) {
	for _, d := range f.fields {
		if d.section != n {
			continue
		}
		if d.problem != "" || d.warning != "" {
			doubtful++
		}
		if !d.Blank() {
			filled++
		}
	}
	return doubtful, filled
}

// FocusSection puts the keyboard into the first field of the section in sight.
func (f *Form) FocusSection() {
	for _, d := range f.fields {
		if d.section == f.inSight && !d.hidden {
			f.Focus(d.Key)
			return
		}
	}
}

// Add adds a field to the present section.
func (f *Form) Add(key, label string, input Input) *Field {
	d := &Field{Key: key, Input: input, form: f, section: len(f.sections) - 1, label: label, loaded: input.Snapshot(), blank: input.Snapshot(), most: mostField}
	d.caption = NewParagraph(label)
	d.mark = canvas.NewText("", Colour(theme.ColorNameError))
	d.mark.TextSize = theme.Current().Size(theme.SizeNameText)
	d.note = NewParagraph("")
	d.note.Hide()
	d.row = container.New(&fieldLayout{d}, d.caption, d.mark, input, d.note)
	f.fields = append(f.fields, d)
	f.box.Add(d.row)
	input.Listen(func() {
		d.problem = "" // it was about what stood here before
		d.show()
		if f.OnChanged != nil {
			f.OnChanged()
		}
	})
	return d
}

// AddBelow adds something below the field that was added last, in its column, such as
// a button; it is hidden and shown by itself.
func (f *Form) AddBelow(o fyne.CanvasObject) {
	f.AddWide(container.New(belowLayout{f}, o))
}

// belowLayout leaves the column of the labels free.
type belowLayout struct{ form *Form }

func (l belowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		Place(o, l.form.LabelWidth()+12, 0, min(o.MinSize().Width, size.Width-l.form.LabelWidth()-12), size.Height)
	}
}

func (l belowLayout) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			size = size.Max(o.MinSize())
		}
	}
	return size.AddWidthHeight(l.form.LabelWidth()+12, 0)
}

// AddWide adds something over the form's whole width, such as a small table.
func (f *Form) AddWide(o fyne.CanvasObject) {
	if n := len(f.sections); n > 0 {
		f.sections[n-1].other = append(f.sections[n-1].other, o)
	}
	f.box.Add(o)
}

// Required marks the field with a red star and has [Form.Check] ask for it.
func (d *Field) Required() *Field {
	d.required = true
	d.mark.Text = "*"
	d.mark.Refresh()
	return d
}

// Hint sets the explanation that stands under the field while nothing is wrong.
func (d *Field) Hint(text string) *Field {
	d.hint = text
	d.show()
	return d
}

// Warn sets what looks wrong with the field and keeps nothing from being saved;
// "" takes it away. It stands in place of the hint while nothing is wrong.
func (d *Field) Warn(text string) {
	if d.warning != text {
		d.warning = text
		d.show()
	}
}

// Warning returns what Warn set.
func (d *Field) Warning() string { return d.warning }

// Problem tells what is shown as wrong with the field, "" for nothing.
func (d *Field) Problem() string { return d.problem }

// Label returns the field's label.
func (d *Field) Label() string { return d.label }

// Section returns the number, from 0, of the section that the field stands in.
func (d *Field) Section() int { return d.section }

// Hide takes the field out of sight; it is still checked for changes.
func (d *Field) Hide() { d.hidden = true; d.arrange(); d.form.box.Refresh() }

// Show brings the field back.
func (d *Field) Show() { d.hidden = false; d.arrange(); d.form.box.Refresh() }

func (d *Field) arrange() {
	if d.hidden || d.form.apart && d.section != d.form.inSight {
		d.row.Hide()
	} else {
		d.row.Show()
	}
}

// Wide has the field take all the width that there is, as a table needs it.
func (d *Field) Wide() *Field {
	d.most = 0
	return d
}

// Blank reports whether the field holds nothing.
func (d *Field) Blank() bool { return d.Input.Snapshot() == d.blank }

// Loaded says that the field now holds what is known already: it has not changed.
func (d *Field) Loaded() { d.loaded = d.Input.Snapshot() }

// Narrow gives the field a width of its own, for what is always short.
func (d *Field) Narrow(width float32) *Field {
	d.most = width
	return d
}

// besides is an input that shows its own problem beside itself.
type besides interface{ show(left bool) }

func (d *Field) show() {
	text, importance := d.hint, widget.LowImportance
	switch {
	case d.problem != "":
		text, importance = "× "+d.problem, widget.DangerImportance
	case d.warning != "":
		text, importance = "▲ "+d.warning, widget.WarningImportance
	}
	if text == d.note.Text && importance == d.note.Importance && d.note.Visible() == (text != "") {
		return
	}
	was := d.note.Visible()
	d.note.Importance = importance
	d.note.SetText(text)
	if text == "" {
		d.note.Hide()
	} else {
		d.note.Show()
	}
	if was != d.note.Visible() || text != "" {
		d.row.Refresh()
		d.form.box.Refresh()
	}
}

// Field returns the field of a key, nil where there is none.
func (f *Form) Field(key string) *Field {
	for _, d := range f.fields {
		if d.Key == key {
			return d
		}
	}
	return nil
}

// Loaded says that the fields now hold what is stored: nothing has changed,
// nothing is wrong.
func (f *Form) Loaded() {
	for _, d := range f.fields {
		d.loaded, d.problem = d.Input.Snapshot(), ""
		d.show()
	}
}

// Changed reports whether any field differs from what was loaded.
func (f *Form) Changed() bool { return f.Changes() > 0 }

// Changes returns how many fields differ from what was loaded.
func (f *Form) Changes() int {
	n := 0
	for _, d := range f.fields {
		if d.Input.Snapshot() != d.loaded {
			n++
		}
	}
	return n
}

// Check looks for what is wrong that the fields can tell by themselves: what
// cannot be read, and what is required and empty. It shows all of it, brings
// the first into sight, and tells whether all is well.
func (f *Form) Check() bool {
	problems := map[string]string{}
	for _, d := range f.fields {
		if p := d.Input.Problem(); p != "" {
			problems[d.Key] = p
		} else if d.required && d.Input.Snapshot() == "" {
			problems[d.Key] = words.T("%s is required", d.label)
		}
	}
	f.ShowProblems(problems)
	return len(problems) == 0
}

// ShowProblems shows what is wrong by the keys of the fields, takes away what
// was shown before, and brings the first into sight. It returns back the
// problems that no field is there for, sorted.
func (f *Form) ShowProblems(problems map[string]string) (homeless []string) {
	var first *Field
	known := map[string]bool{}
	for _, d := range f.fields {
		known[d.Key] = true
		d.problem = problems[d.Key]
		if d.problem != "" && first == nil {
			first = d
		}
		if _, ok := d.Input.(besides); ok && d.problem != "" && d.problem == d.Input.Problem() {
			d.problem = ""
		}
		d.show()
	}
	for key, p := range problems {
		if !known[key] {
			homeless = append(homeless, p)
		}
	}
	slices.Sort(homeless)
	if first != nil {
		f.turn(first.section)
		f.scrollTo(first.row)
		f.Focus(first.Key)
	}
	return homeless
}

// Focus puts the keyboard into the field of a key.
func (f *Form) Focus(key string) {
	if d := f.Field(key); d != nil {
		f.turn(d.section)
		if c := canvasOf(f); c != nil {
			c.Focus(d.Input.FocusTarget())
		}
	}
}

// Reveal brings the field of a key into sight and puts the keyboard into it.
func (f *Form) Reveal(key string) {
	if d := f.Field(key); d != nil {
		f.turn(d.section)
		f.scrollTo(d.row)
		f.Focus(key)
	}
}

func (f *Form) scrollTo(o fyne.CanvasObject) {
	limit := max(0, f.scroll.Content.MinSize().Height-f.scroll.Size().Height)
	f.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(limit, o.Position().Y))))
}

// fieldLayout places label, star, input and note of a field.
type fieldLayout struct{ field *Field }

const (
	starWidth float32 = 12
	// mostField is the width of the longest field: a line that is longer is hard to read.
	mostField float32 = 580
)

func (l *fieldLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	caption, mark, input, note := objects[0], objects[1], objects[2], objects[3]
	label := l.field.form.labelWidth
	left := label + starWidth
	width := max(0, size.Width-left)
	beside := min(width, mostField)
	if l.field.most > 0 {
		width = min(width, l.field.most)
	}
	caption.Resize(fyne.NewSize(label, 0))
	Place(caption, 0, 0, label, caption.MinSize().Height)
	// The star follows the label, or stands at the end of its column.
	said := fyne.MeasureText(l.field.label, theme.Current().Size(theme.SizeNameText), fyne.TextStyle{}).Width
	Place(mark, min(label-2, said+theme.Current().Size(theme.SizeNameInnerPadding)+4), 8, starWidth, mark.MinSize().Height)
	height := input.MinSize().Height
	Place(input, left, 0, width, height)
	if note.Visible() {
		note.Resize(fyne.NewSize(beside, 0))
		Place(note, left-4, height-4, beside, note.MinSize().Height)
	}
}

func (l *fieldLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	caption, input, note := objects[0], objects[2], objects[3]
	least := input.MinSize()
	height := max(caption.MinSize().Height, least.Height)
	if note.Visible() {
		height = max(height, least.Height-4+note.MinSize().Height)
	}
	return fyne.NewSize(l.field.form.labelWidth+starWidth+max(least.Width, 120), height)
}

// columnLayout stacks its objects, each as wide as the column, with a gap.
// Unlike Fyne's box it returns wrapping text its width before it asks for its
// height.
type columnLayout struct{ gap float32 }

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var y float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		height := o.MinSize().Height
		Place(o, 0, y, size.Width, height)
		if height > 0 {
			y += height + l.gap
		}
	}
}

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			if least.Height > 0 && m.Height > 0 {
				least.Height += l.gap
			}
			least = fyne.NewSize(max(least.Width, m.Width), least.Height+m.Height)
		}
	}
	return least
}

// marginLayout leaves room around its objects.
type marginLayout struct{ top, bottom, left, right float32 }

func (l *marginLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		Place(o, l.left, l.top, max(0, size.Width-l.left-l.right), max(0, size.Height-l.top-l.bottom))
	}
}

func (l *marginLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least.AddWidthHeight(l.left+l.right, l.top+l.bottom)
}

// gapLayout puts its objects in a row, each as wide as it needs.
type gapLayout struct{ gap float32 }

func (l *gapLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var x float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		Place(o, x, (size.Height-m.Height)/2, m.Width, m.Height)
		x += m.Width + l.gap
	}
}

func (l *gapLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if least.Width > 0 {
			least.Width += l.gap
		}
		least = fyne.NewSize(least.Width+m.Width, max(least.Height, m.Height))
	}
	return least
}
