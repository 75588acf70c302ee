package assets

import "embed"

// Guide holds the user's guide: a Markdown file a chapter, in the order of
// their names, and its pictures. guide/pictures.sh makes the pictures by
// driving the program itself with the sample event.
//
//go:embed guide/*.md guide/*.png
var Guide embed.FS
