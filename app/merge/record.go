package merge

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"openday/app"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// record is what a version of a record says: by the names that fields have in
// files, the values of those that are filled, as JSON written in one way only.
// Names that this version of the program does not know are among them.
type record map[string]string

// coded is a field with those of its rows, as they stand in files.
type coded struct {
	app.AnyField
	rows    []coded
	changes bool // its rows name fields of opinions
}

// codedFields returns the fields that stand in files: what each data file keeps
// for itself does not.
func codedFields(fields []app.AnyField) []coded {
	var all []coded
	for _, f := range fields {
		if f.Kind == app.KindOwn {
			continue
		}
		c := coded{AnyField: f}
		if f.Kind == app.KindRows {
			c.rows = codedFields(f.Rows.Any())
			_, c.changes = f.Rows.(app.Fields[app.FieldChange])
		}
		all = append(all, c)
	}
	return all
}

// entity is how the records of one kind stand in hand-over files.
type entity[T any] struct {
	kind   recordKind
	all    app.Fields[T]
	fields []coded        // those that stand in files
	own    []app.AnyField // what each data file keeps for itself
	extra  func(*T) *string
	first  reflect.Type // the struct of format 1, whose JSON was compared then
	names  fieldNames   // that this version knows
}

func newEntity[T, V1 any](kind recordKind, fields app.Fields[T], extra func(*T) *string) *entity[T] {
	e := &entity[T]{kind: kind, all: fields, fields: codedFields(fields.Any()), extra: extra, first: reflect.TypeFor[V1](), names: fieldNames{}}
	e.names.add(string(kind), e.fields)
	for _, f := range fields.Any() {
		if f.Kind == app.KindOwn {
			e.own = append(e.own, f)
		}
	}
	return e
}

// The kinds of records in a hand-over.
var (
	eventRecords      = newEntity[app.Event, v1Event](kindEvent, app.EventFields, func(v *app.Event) *string { return &v.Extra })
	personRecords     = newEntity[app.Person, v1Person](kindPerson, app.PersonFields, func(v *app.Person) *string { return &v.Extra })
	inviteeRecords    = newEntity[app.Invitee, v1Invitee](kindInvitee, app.InviteeFields, func(v *app.Invitee) *string { return &v.Extra })
	agendaRecords     = newEntity[app.AgendaItem, v1AgendaItem](kindAgenda, app.AgendaFields, func(v *app.AgendaItem) *string { return &v.Extra })
	feedbackRecords   = newEntity[app.Feedback, v1Feedback](kindFeedback, app.FeedbackFields, func(v *app.Feedback) *string { return &v.Extra })
	photoRecords      = newEntity[app.Photo, v1Photo](kindPhoto, app.PhotoFields, func(v *app.Photo) *string { return &v.Extra })
	printRecords      = newEntity[app.Print, v1Print](kindPrint, app.PrintFields, func(v *app.Print) *string { return &v.Extra })
	departmentRecords = newEntity[app.Department, v1Department](kindDepartment, app.DepartmentFields, func(v *app.Department) *string { return &v.Extra })
)

// recordOf returns what a version of a record says.
func (e *entity[T]) recordOf(v *T) record { return written(e.fields, v, *e.extra(v)) }

// read fills in a version of a record from what it says. What is not known goes
// into Extra.
func (e *entity[T]) read(r record, v *T) (err error) {
	*e.extra(v), err = readInto(e.fields, v, r)
	return err
}

// knows reports whether this version knows a field of the kind.
func (e *entity[T]) knows(name string) bool { return e.names[string(e.kind)][name] }

// fieldNames says which names of fields a version of the program knows, by the
// kind of record; those of rows stand under kind.name.
type fieldNames map[string]map[string]bool

func (n fieldNames) add(kind string, fields []coded) {
	names := map[string]bool{}
	for _, f := range fields {
		names[f.Name] = true
		if f.Kind == app.KindRows {
			n.add(kind+"."+f.Name, f.rows)
		}
	}
	n[kind] = names
}

func (n fieldNames) lists() map[string][]string {
	all := map[string][]string{}
	for kind, names := range n {
		all[kind] = slices.Sorted(maps.Keys(names))
	}
	return all
}

// ownNames are those that this version knows.
var ownNames = func() fieldNames {
	all := fieldNames{}
	for _, names := range []fieldNames{
		eventRecords.names, personRecords.names, inviteeRecords.names, agendaRecords.names,
		feedbackRecords.names, photoRecords.names, printRecords.names, departmentRecords.names,
	} {
		maps.Copy(all, names)
	}
	return all
}()

// digest is how two versions of a record are compared.
func (r record) digest() string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(r)) {
		sum.Write([]byte(name + "=" + r[name] + "\n"))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// object writes the record as JSON, its names in their order.
func (r record) object() string {
	var b strings.Builder
	b.WriteByte('{')
	for i, name := range slices.Sorted(maps.Keys(r)) {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(quoted(name) + ":" + r[name])
	}
	b.WriteByte('}')
	return b.String()
}

// isFieldName reports whether a text looks like the name of a field.
func isFieldName(name string) bool {
	const longest = 64
	return name != "" && len(name) <= longest && !strings.ContainsFunc(name, func(c rune) bool {
		return c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z')
	})
}

// parseRecord reads what object writes, or what another program wrote.
func parseRecord(text []byte) (record, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, err
	}
	r := record{}
	for name, value := range raw {
		if !isFieldName(name) {
			return nil, fmt.Errorf("%.80q is no name of a field", name)
		}
		text, err := canonical(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if text != "" {
			r[name] = text
		}
	}
	return r, nil
}

// canonical writes JSON in one way only: without blanks, names in their order;
// empty for what says nothing.
func canonical(text json.RawMessage) (string, error) {
	switch plain := string(text); {
	case plain == `""` || plain == "null" || plain == "false" || plain == "0":
		return "", nil
	case plain == "true" || len(plain) > 1 && plain[0] == '"' && quoted(plain[1:len(plain)-1]) == plain:
		return plain, nil // most values; the rest is taken apart
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber() // a number of any size stays as it is
	var v any
	if err := decoder.Decode(&v); err != nil {
		return "", err
	}
	switch x := v.(type) {
	case nil:
		return "", nil
	case bool:
		if !x {
			return "", nil
		}
	case string:
		if x == "" {
			return "", nil
		}
		return quoted(x), nil
	case json.Number:
		if x == "0" {
			return "", nil
		}
	case []any:
		if len(x) == 0 {
			return "", nil
		}
	case map[string]any:
		if len(x) == 0 {
			return "", nil
		}
	}
	return plainJSON(v), nil
}

func plainJSON(v any) string {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(err) // it holds nothing that JSON does not know
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// quoted writes a text as JSON.
func quoted(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	for i := range len(s) {
		// 0xe2 begins, among others, the separators of lines, which JSON escapes.
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c == 0xe2 {
			return plainJSON(s)
		}
	}
	return `"` + s + `"`
}

// written returns the filled fields of something, and in their places what extra
// says of names that are not known.
func written(fields []coded, v any, extra string) record {
	r := record{}
	more := record{}
	if extra != "" {
		// What is kept was written by written: an error would be a damaged file's.
		if parsed, err := parseRecord([]byte(extra)); err == nil {
			more = parsed
		}
	}
	for _, f := range fields {
		kept := more[f.Name]
		delete(more, f.Name)
		text := ""
		if f.Kind == app.KindRows {
			text = writtenRows(f, f.Place(v), kept)
		} else if text = writtenValue(f, f.Place(v)); text == "" {
			text = kept // of a time when the field was not known here
		}
		if text != "" {
			r[f.Name] = text
		}
	}
	maps.Copy(r, more)
	return r
}

// writtenValue writes one field, empty where it says nothing.
func writtenValue(f coded, place any) string {
	switch p := place.(type) {
	case *string:
		if *p == "" {
			return ""
		}
		return quoted(*p)
	case *int:
		if *p == 0 {
			return ""
		}
		return strconv.Itoa(*p)
	case *bool:
		if !*p {
			return ""
		}
		return "true"
	case *time.Time:
		switch {
		case p.IsZero():
			return ""
		case f.Kind == app.KindDate:
			return `"` + p.In(app.Zone).Format(time.DateOnly) + `"`
		}
		return `"` + p.In(app.Zone).Format(time.RFC3339Nano) + `"`
	case *app.Share:
		if *p == (app.Share{}) {
			return ""
		}
		return fmt.Sprintf(`"%d/%d"`, p.Num, p.Den)
	case *[]byte:
		if len(*p) == 0 {
			return ""
		}
		return `"` + base64.StdEncoding.EncodeToString(*p) + `"`
	case *[]string:
		if len(*p) == 0 {
			return ""
		}
		lines := make([]string, len(*p))
		for i, line := range *p {
			lines[i] = quoted(line)
		}
		return "[" + strings.Join(lines, ",") + "]"
	}
	code := reflect.ValueOf(place).Elem().String() // a word of a closed list
	if code == "" {
		return ""
	}
	return quoted(code)
}

// keptRow is what a row said beyond what is known of rows.
type keptRow struct {
	Row   map[string]string `json:"row"` // marks of what is known of it, see rowMarks
	At    int               `json:"at"`  // its place
	Of    int               `json:"of"`  // among so many
	Extra json.RawMessage   `json:"extra"`
}

// hasIDs reports whether rows of the list have ids of their own.
func (f coded) hasIDs() bool {
	return slices.ContainsFunc(f.rows, func(f coded) bool { return f.Kind == app.KindID })
}

// withRows adds to what is kept of a list's rows what is kept of others.
func withRows(extra, more, name string) string {
	var kept, other map[string]json.RawMessage
	if json.Unmarshal([]byte(more), &other) != nil || other[name] == nil {
		return extra
	}
	_ = json.Unmarshal([]byte(extra), &kept) // empty: nothing is kept
	if kept == nil {
		kept = map[string]json.RawMessage{}
	}
	var rows, others []keptRow
	_, _ = json.Unmarshal(kept[name], &rows), json.Unmarshal(other[name], &others)
	for _, k := range others {
		if !slices.ContainsFunc(rows, func(own keptRow) bool { return maps.Equal(own.Row, k.Row) }) {
			rows = append(rows, k)
		}
	}
	kept[name] = json.RawMessage(plainJSON(rows))
	text, err := canonical(json.RawMessage(plainJSON(kept)))
	if err != nil {
		return extra
	}
	return text
}

// rowMarks are short digests of a row's fields, of its id alone where it has one:
// by them it is found again although a field of it was changed since.
func (f coded) rowMarks(r record) map[string]string {
	marks := map[string]string{}
	for _, of := range f.rows {
		text, there := r[of.Name]
		if !there {
			continue
		}
		sum := sha256.Sum256([]byte(text))
		mark := hex.EncodeToString(sum[:8])
		if of.Kind == app.KindID {
			return map[string]string{of.Name: mark}
		}
		marks[of.Name] = mark
	}
	return marks
}

// keyOfRow tells a row from the others of its list.
func (f coded) keyOfRow(r record) string { return plainJSON(f.rowMarks(r)) }

// writtenRows writes a list. What its rows said beyond what is known is put back
// to them.
func writtenRows(f coded, list any, kept string) string {
	n := f.Rows.Len(list)
	if n == 0 {
		return ""
	}
	rows := make([]record, n)
	for i := range rows {
		rows[i] = written(f.rows, f.Rows.At(list, i), "")
	}
	var extras []keptRow
	if kept != "" && json.Unmarshal([]byte(kept), &extras) == nil {
		for i, k := range f.matched(rows, extras) {
			rows[i] = written(f.rows, f.Rows.At(list, i), string(k.Extra))
		}
	}
	objects := make([]string, n)
	for i, r := range rows {
		if f.changes {
			renamed(r, changeNames)
		}
		objects[i] = r.object()
	}
	return "[" + strings.Join(objects, ",") + "]"
}

// matched says to which rows belongs what was kept: to the row that is as it was;
// where rows have no ids, else to the one of which most is as it was, else to the
// one in its place, as long as there are as many and something is as it was.
func (f coded) matched(rows []record, extras []keptRow) map[int]keptRow {
	given := map[int]keptRow{}
	marks, at := make([]map[string]string, len(rows)), map[string]int{}
	for i := len(rows) - 1; i >= 0; i-- {
		marks[i] = f.rowMarks(rows[i])
		at[plainJSON(marks[i])] = i
	}
	pass := func(find func(keptRow) (int, bool)) {
		extras = slices.DeleteFunc(extras, func(k keptRow) bool {
			i, there := find(k)
			if there {
				if _, taken := given[i]; taken {
					return false
				}
				given[i] = k
			}
			return there
		})
	}
	pass(func(k keptRow) (int, bool) {
		i, there := at[plainJSON(k.Row)]
		return i, there
	})
	if f.hasIDs() {
		return given
	}
	shared := func(k keptRow, i int) (same int) {
		for name, mark := range k.Row {
			if marks[i][name] == mark {
				same++
			}
		}
		return same
	}
	pass(func(k keptRow) (int, bool) {
		best, most := -1, len(k.Row)/2
		for i := range rows {
			if _, taken := given[i]; taken {
				continue
			}
			if same := shared(k, i); same > most {
				best, most = i, same
			}
		}
		return best, best >= 0
	})
	pass(func(k keptRow) (int, bool) {
		return k.At, k.Of == len(rows) && k.At >= 0 && k.At < len(rows) && shared(k, k.At) > 0
	})
	return given
}

// changeNames are the names in files of the fields that a step changes, by their
// names in Go, under which the step keeps them; changeGo are the same the other
// way round.
var changeNames, changeGo = func() (names, back map[string]string) {
	names, back = map[string]string{app.FieldAsked: "asked_until"}, map[string]string{"asked_until": app.FieldAsked}
	for _, f := range app.FeedbackFields {
		names[f.Go], back[f.Name] = f.Name, f.Go
	}
	return names, back
}()

// renamed gives the field of a change its other name.
func renamed(r record, names map[string]string) {
	const field = "field"
	var name string
	if json.Unmarshal([]byte(r[field]), &name) != nil {
		return
	}
	if other, there := names[name]; there {
		r[field] = quoted(other)
	}
}

// readInto fills in the known fields of something, and gives what it says beyond
// them as JSON.
func readInto(fields []coded, v any, r record) (extra string, err error) {
	more := maps.Clone(r)
	for _, f := range fields {
		text, there := r[f.Name]
		if !there {
			continue
		}
		delete(more, f.Name)
		if f.Kind == app.KindRows {
			kept, err := readRows(f, f.Place(v), text)
			if err != nil {
				return "", fmt.Errorf("%s: %w", f.Name, err)
			}
			if kept != "" {
				more[f.Name] = kept
			}
			continue
		}
		if err := readValue(f, f.Place(v), text); err != nil {
			return "", fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	if len(more) == 0 {
		return "", nil
	}
	return more.object(), nil
}

func readValue(f coded, place any, text string) error {
	switch p := place.(type) {
	case *time.Time:
		var s string
		if err := json.Unmarshal([]byte(text), &s); err != nil {
			return err
		}
		layout := time.RFC3339Nano
		if f.Kind == app.KindDate {
			layout = time.DateOnly
		}
		t, err := time.ParseInLocation(layout, s, app.Zone)
		if err != nil {
			return err
		}
		*p = t.In(app.Zone)
		return nil
	case *app.Share:
		var s string
		if err := json.Unmarshal([]byte(text), &s); err != nil {
			return err
		}
		num, den, _ := strings.Cut(s, "/")
		n, err1 := strconv.Atoi(num)
		d, err2 := strconv.Atoi(den)
		*p = app.Share{Num: n, Den: d}
		return cmp.Or(err1, err2)
	}
	return json.Unmarshal([]byte(text), place)
}

func readRows(f coded, list any, text string) (kept string, err error) {
	var objects []json.RawMessage
	if err := json.Unmarshal([]byte(text), &objects); err != nil {
		return "", err
	}
	var extras []keptRow
	for i, object := range objects {
		r, err := parseRecord(object)
		if err != nil {
			return "", err
		}
		if f.changes {
			renamed(r, changeGo)
		}
		row := f.Rows.Grow(list)
		extra, err := readInto(f.rows, row, r)
		if err != nil {
			return "", err
		}
		if extra != "" {
			extras = append(extras, keptRow{f.rowMarks(written(f.rows, row, "")), i, len(objects), json.RawMessage(extra)})
		}
	}
	if len(extras) == 0 {
		return "", nil
	}
	return canonical(json.RawMessage(plainJSON(extras)))
}

// without returns the record with no more than a version knows that knows these
// names, of a kind of records or of rows.
func (r record) without(kind string, fields []coded, known fieldNames) record {
	names := known[kind]
	less := record{}
	for name, text := range r {
		if names[name] {
			less[name] = text
		}
	}
	for _, f := range fields {
		text, there := less[f.Name]
		inside := kind + "." + f.Name
		if f.Kind != app.KindRows || !there {
			continue
		}
		less[f.Name] = eachRow(text, func(row record) record { return row.without(inside, f.rows, known) })
	}
	return less
}

// eachRow changes every row of a list.
func eachRow(text string, change func(record) record) string {
	var objects []json.RawMessage
	if json.Unmarshal([]byte(text), &objects) != nil {
		return text
	}
	all := make([]string, len(objects))
	for i, object := range objects {
		row, err := parseRecord(object)
		if err != nil {
			return text
		}
		all[i] = change(row).object()
	}
	return "[" + strings.Join(all, ",") + "]"
}

// filled returns a record with what ours says under names that the version does
// not know which wrote it: what is absent there says nothing.
func (r record) filled(ours record, kind string, fields []coded, known fieldNames) record {
	full := maps.Clone(r)
	for name, text := range ours {
		if _, there := r[name]; !there && !known[kind][name] {
			full[name] = text
		}
	}
	for _, f := range fields {
		inside := kind + "." + f.Name
		if f.Kind != app.KindRows || full[f.Name] == "" || ours[f.Name] == "" || full[f.Name] == ours[f.Name] {
			continue
		}
		mine := map[string]record{}
		eachRow(ours[f.Name], func(row record) record {
			mine[f.keyOfRow(row.without(inside, f.rows, known))] = row
			return row
		})
		full[f.Name] = eachRow(full[f.Name], func(row record) record {
			if own, there := mine[f.keyOfRow(row.without(inside, f.rows, known))]; there {
				return row.filled(own, inside, f.rows, known)
			}
			return row
		})
	}
	return full
}

// equal reports whether two versions say the same.
func (r record) equal(other record) bool { return maps.Equal(r, other) }

// sameButForSpelling reports whether two versions differ in nothing but the moment
// of their last change and the spelling of what tells who somebody is.
func (e *entity[T]) sameButForSpelling(a, b record) bool {
	a, b = maps.Clone(a), maps.Clone(b)
	for _, f := range e.fields {
		if x, y := a[f.Name], b[f.Name]; x != y && f.Alike(x, y) {
			b[f.Name] = x
		}
	}
	return sameButForStamps(a, b)
}
