package assets

import "embed"

// Guide holds the user's guide: a Markdown file a chapter, in the order of
// their names, and its pictures. guide/pictures.sh makes the pictures by
// driving the program itself with the sample event.
//
//go:embed guide/*.md guide/*.png
var Guide embed.FS

// Licences holds the licences of all that is in the program: licences/list.tsv
// has a line each, name, short name of the licence and the file with its text.
// licences/make.py makes the list and the texts of modules.
//
//go:embed licences/list.tsv licences/*.txt
//go:embed fonts/paper/*.txt fonts/screen/OFL.txt calendar/LICENSE strokes/LICENSE.*
var Licences embed.FS
