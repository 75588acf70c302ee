package ui

import (
	"encoding/json"
	"fmt"

	"fyne.io/fyne/v2/lang"

	"openday/app/words"
)

// fyneWords are the texts that Fyne shows by itself, by its keys (those of its
// lang/translations/base.en.json), in our English keys.
var fyneWords = map[string]string{
	"Advanced": "Advanced", "Cancel": "Cancel", "Confirm": "Confirm", "Copy": "Copy", "Create Folder": "Create Folder", "Cut": "Cut",
	"Enter filename": "Enter filename", "Error": "Error", "Favourites": "Favourites", "File": "File|Fyne's dialogs", "Folder": "Folder",
	"New Folder": "New Folder", "No": "No", "OK": "OK", "Open": "Open", "Paste": "Paste", "Quit": "Quit", "Redo": "Redo", "Save": "Save",
	"Select all": "Select all", "Show Hidden Files": "Show Hidden Files", "Undo": "Undo", "Yes": "Yes",
	"file.name": "Name|of a file", "file.parent": "Parent folder",
	"monday": "Monday", "tuesday": "Tuesday", "wednesday": "Wednesday", "thursday": "Thursday", "friday": "Friday", "saturday": "Saturday", "sunday": "Sunday",
	"monday.short": "Mon", "tuesday.short": "Tue", "wednesday.short": "Wed", "thursday.short": "Thu", "friday.short": "Fri", "saturday.short": "Sat", "sunday.short": "Sun",
}

// SpeakLanguage makes Fyne's own texts, such as the menu of an entry, follow the
// program's language. Fyne itself follows the system alone, so its texts are
// replaced under the system's own locale. To be called at start, before any
// window is made and after words.Use.
func SpeakLanguage() error {
	texts := make(map[string]string, len(fyneWords))
	for key, word := range fyneWords {
		texts[key] = words.T(word)
	}
	data, err := json.Marshal(texts)
	if err != nil {
		return fmt.Errorf("words for Fyne: %w", err)
	}
	if err := lang.AddTranslationsForLocale(data, lang.SystemLocale()); err != nil {
		return fmt.Errorf("words for Fyne: %w", err)
	}
	return nil
}
