package data

import (
	"testing"

	"openday/app"
	"openday/data/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) app.Store { return fresh(t) })
}
