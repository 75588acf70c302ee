package assets

import _ "embed"

// Icon is the program's icon as a picture; icon/make.sh draws it.
//
//go:embed icon/icon.png
var Icon []byte
