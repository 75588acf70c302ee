package typeset

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
)

// What complete finds in the objects of a file by gofpdf.
var (
	fontObject  = regexp.MustCompile(`/BaseFont /utf8openday(\d{5})\n/Encoding /Identity-H\n/DescendantFonts \[\d+ 0 R\]\n/ToUnicode (\d+) 0 R`)
	rootEntry   = regexp.MustCompile(`/Root (\d+) 0 R`)
	lastTable   = regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`)
	sizeEntry   = regexp.MustCompile(`/Size \d+\s*`)
	plainStream = regexp.MustCompile(`^<</Length \d+>>\nstream\n`)
)

// complete writes a file by gofpdf anew with what gofpdf cannot write: the true
// characters behind its codes, so that copying and searching find them, the
// document's language, the list of its headings, what makes it fit for an
// archive, and the pages compressed. gofpdf would make a compressor for every
// page, which takes longer than the pages do.
func (d *Document) complete(ctx context.Context, plain []byte, flow *flow) ([]byte, error) {
	f, err := parse(plain)
	if err != nil {
		return nil, err
	}
	f.catalog = []byte("/Lang (zh-CN)\n/Version /1.7\n/ViewerPreferences <</DisplayDocTitle true>>\n")
	if err := f.characters(d.glyphs.fonts); err != nil {
		return nil, err
	}
	f.outlines(flow.outlines, flow.pages)
	d.archivable(&f)
	root, found := bytes.CutPrefix(f.objects[f.root], []byte("<<"))
	if !found {
		return nil, errNoCatalog
	}
	f.objects[f.root] = slices.Concat([]byte("<<"), f.catalog, bytes.TrimLeft(root, "\n"))
	if err := f.compress(ctx); err != nil {
		return nil, err
	}
	return f.bytes(), nil
}

// characters has every font lead its codes back to their characters.
func (f *pdfFile) characters(fonts []*docFont) error {
	for _, object := range f.objects {
		if bytes.Contains(object[:min(len(object), 200)], []byte("\nstream\n")) {
			continue
		}
		m := fontObject.FindSubmatch(object)
		if m == nil {
			continue
		}
		i, _ := strconv.Atoi(string(m[1])) // five figures
		table, _ := strconv.Atoi(string(m[2]))
		if i >= len(fonts) || table >= len(f.objects) {
			return fmt.Errorf("the paper could not be written: font %s is unknown", m[1])
		}
		f.objects[table] = stream("", fonts[i].toUnicode())
	}
	return nil
}

// pdfFile is a PDF file with its objects apart.
type pdfFile struct {
	objects [][]byte // by number, what stands between obj and endobj; 0 is none
	catalog []byte   // entries to be added to the catalogue
	trailer []byte   // its entries
	root    int      // the number of the catalogue
}

var errNoCatalog = errors.New("the paper could not be written: its catalogue was not found")

// parse takes a file by gofpdf apart: one table of contents, the objects one
// after the other.
func parse(pdf []byte) (f pdfFile, err error) {
	noTable := errors.New("the paper could not be written: its table of contents was not found")
	m := lastTable.FindSubmatch(pdf[max(0, len(pdf)-100):])
	if m == nil {
		return f, noTable
	}
	table, err := strconv.Atoi(string(m[1]))
	if err != nil || table > len(pdf) {
		return f, noTable
	}
	lines := bytes.Split(pdf[table:], []byte("\n"))
	count := 0
	if _, err := fmt.Sscanf(string(bytes.Join(lines[:min(2, len(lines))], []byte(" "))), "xref 0 %d", &count); err != nil || len(lines) < count+2 {
		return f, noTable
	}
	type place struct{ number, offset int }
	places := make([]place, 0, count)
	for i, line := range lines[3 : 2+count] {
		digits, _, _ := bytes.Cut(line, []byte(" "))
		offset, err := strconv.Atoi(string(digits))
		if err != nil || offset > table {
			return f, noTable
		}
		places = append(places, place{i + 1, offset})
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.offset, b.offset) })
	f.objects = make([][]byte, count)
	for i, p := range places {
		end := table
		if i+1 < len(places) {
			end = places[i+1].offset
		}
		body, begins := bytes.CutPrefix(pdf[p.offset:end], fmt.Appendf(nil, "%d 0 obj\n", p.number))
		body, ends := bytes.CutSuffix(body, []byte("\nendobj\n"))
		if !begins || !ends {
			return f, fmt.Errorf("the paper could not be written: object %d was not found", p.number)
		}
		f.objects[p.number] = body
	}
	rest := bytes.Join(lines[2+count:], []byte("\n"))
	from, to := bytes.Index(rest, []byte("<<")), bytes.LastIndex(rest, []byte(">>"))
	root := rootEntry.FindSubmatch(rest)
	if root == nil || from < 0 || to < from {
		return f, errNoCatalog
	}
	f.trailer = sizeEntry.ReplaceAll(bytes.TrimSpace(rest[from+2:to]), nil)
	if f.root, err = strconv.Atoi(string(root[1])); err != nil || f.root >= len(f.objects) {
		return f, errNoCatalog
	}
	return f, nil
}

// add adds an object and returns its number.
func (f *pdfFile) add(object []byte) int {
	f.objects = append(f.objects, object)
	return len(f.objects) - 1
}

// compress compresses the streams that are not, on as many processors as there
// are, each with one compressor.
func (f *pdfFile) compress(ctx context.Context) error {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(f.objects)) {
		all.Go(func() {
			var z *zlib.Writer
			for i := int(next.Add(1)); i < len(f.objects) && ctx.Err() == nil; i = int(next.Add(1)) {
				head := plainStream.Find(f.objects[i])
				if head == nil {
					continue
				}
				var out bytes.Buffer
				if z == nil {
					z, _ = zlib.NewWriterLevel(&out, zlib.BestSpeed) // a level that there is
				}
				z.Reset(&out)
				_, _ = z.Write(bytes.TrimSuffix(f.objects[i][len(head):], []byte("\nendstream"))) // a buffer takes everything
				_ = z.Close()
				f.objects[i] = fmt.Appendf(nil, "<</Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream", out.Len(), out.Bytes())
			}
		})
	}
	all.Wait()
	return ctx.Err()
}

// bytes returns the file.
func (f *pdfFile) bytes() []byte {
	// The second line tells those who copy files that this one is not text.
	const head = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
	size := len(head) + len(f.trailer) + 100
	for _, object := range f.objects {
		const around = 50 // bytes of an object and its line in the table
		size += len(object) + around
	}
	out := append(make([]byte, 0, size), head...)
	table := fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects))
	for number, object := range f.objects[1:] {
		table = fmt.Appendf(table, "%010d 00000 n \n", len(out))
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", number+1, object)
	}
	start := len(out)
	out = append(out, table...)
	return fmt.Appendf(out, "trailer\n<<\n/Size %d\n%s\n>>\nstartxref\n%d\n%%%%EOF\n", len(f.objects), f.trailer, start)
}
