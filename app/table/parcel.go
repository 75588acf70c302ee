package table

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"strings"
)

// parcel are the parts of a packed file by their names in lower case, for some
// programs write them in upper case, or with \ between folders.
type parcel struct{ parts map[string]*zip.File }

// partName is the name of a part in the form in which parts are looked up.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean(strings.ReplaceAll(name, "\\", "/")), "/"))
}

// open opens a part as XML, nil where it is missing.
func (p *parcel) open(name string) (*xmlReader, error) {
	part := p.parts[name]
	if part == nil {
		return nil, nil
	}
	content, err := part.Open()
	if errors.Is(err, zip.ErrAlgorithm) || part.Flags&1 != 0 {
		return nil, isProtected()
	}
	if err != nil {
		return nil, err
	}
	return newXMLReader(content)
}

// link is a relationship of a part with another.
type link struct{ kind, target string }

// links returns the relationships of a part by their ids. That of the package as
// a whole is the part "".
func (p *parcel) links(part string) (map[string]link, error) {
	folder, base := path.Split(part)
	all := map[string]link{}
	x, err := p.open(path.Join(folder, "_rels", base+".rels"))
	if x == nil || err != nil {
		return all, err
	}
	defer x.close()
	for {
		err := x.element()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if x.name != "Relationship" {
			continue
		}
		target := strings.ReplaceAll(x.attr("Target"), "\\", "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(folder, target)
		}
		kind := x.attr("Type")
		all[x.attr("Id")] = link{kind[strings.LastIndex(kind, "/")+1:], partName(target)}
		if len(all) > maxSheets*10 {
			return nil, errTooLarge
		}
	}
}

// main returns the name of the part with which the package begins.
func (p *parcel) main() (string, error) {
	links, err := p.links("")
	if err != nil {
		return "", err
	}
	for _, l := range links {
		if l.kind == "officeDocument" && p.parts[l.target] != nil {
			return l.target, nil
		}
	}
	for _, name := range []string{"xl/workbook.xml", "word/document.xml", "xl/workbook.bin"} {
		if p.parts[name] != nil {
			return name, nil
		}
	}
	return "", nil
}

// root returns the name of a part's outermost element, "" where it is no XML.
func (p *parcel) root(name string) string {
	x, err := p.open(name)
	if x == nil || err != nil {
		return ""
	}
	defer x.close()
	if x.element() != nil {
		return ""
	}
	return x.name
}
