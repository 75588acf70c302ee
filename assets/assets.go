// Package assets holds the data that the program carries with it: fonts, icon,
// translations, calendar and stroke tables. Each lies beside its licence and
// the recipe that made it.
package assets

import "embed"

// Translations holds the catalogues of words, translations/ROOM.LANGUAGE.json.
//
//go:embed translations/*.json
var Translations embed.FS
