package assets

import _ "embed"

// ScreenRegular is the font of the window: a subset of Noto Sans SC with the
// ideographs of LXGW WenKai that Noto lacks merged in. fonts/screen/make.sh
// makes it and says what it holds; fonts/screen/OFL.txt is its licence.
//
//go:embed fonts/screen/ScreenRegular.ttf
var ScreenRegular []byte

// ScreenBold is ScreenRegular's bold weight, in the form that Fyne reads faster.
//
//go:embed fonts/screen/ScreenBold.otf
var ScreenBold []byte
