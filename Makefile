# OpenDay. Every target installs what it needs first (scripts/setup.sh), so a fresh clone needs no other step.
#   make run            opens the window; without a display makes the sample event's papers in out/
#   make test           checks the code and runs every test
#   make soak           runs the random tests, the killed programs and the fuzzing at length; SEED=N begins where an earlier run began
#   make test-word      has LibreOffice read the Word files; its pages also in out/word/
#   make test-windows   makes openday.exe and tries it on Wine
#   make mutants        makes small mistakes in the rules and tells which of them the tests notice; also in out/mutants.txt
#   make bench          runs the benchmarks; figures also in out/bench.txt
#   make figures        start time and memory of the window beside an empty one, the time of a sign-in sheet beside gofpdf alone
#   make lint           formatting, vet, staticcheck
#   make vuln           known vulnerabilities in what the program calls; asks Go's database over the network, and fails without it
#   make windows        makes openday.exe
#   make installer      makes the Windows installer, the portable .zip and the Linux .tar.xz in dist/
#   make test-installer makes them and tries them on Wine, up to the printed page
#   make test-printing  prints on a CUPS queue from here and from Wine, and measures the pages
#   make screenshots    makes the pictures in docs/screenshots/
#   make sizes          makes pictures of the window in the sizes of offices' screens, full of data, in out/sizes/
#   make first-day      works through the first day of a new user, with pictures and counts in out/first-day/
#   make guide          makes the pictures of the guide in assets/guide/
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

# Fyne's new threading, see FyneApp.toml.
TAGS := migrated_fynedo
export GOFLAGS += -tags=$(TAGS) -buildvcs=false
RACE := ./app ./app/service ./app/workday ./app/printer ./app/handover ./app/crash ./data/...
# Tests of one goroutine that take long or hold a time limit, or of programs that are killed: no race can be seen in them.
NORACE := TestWhatAnOlderFileHoldsIsHarmless|TestUndoAll|TestKilled|TestHostile
# Tests of the window with its work beside it; the others do all work in one goroutine.
BESIDE := ^TestBeside

.PHONY: build run test soak test-word test-windows mutants bench figures lint vuln windows installer test-installer test-printing screenshots sizes first-day guide setup-%

build: setup-run
	version=$$(scripts/version.sh ldflags) && go build -trimpath -ldflags="$$version" -o openday .

run: build
	@scripts/run.sh

test: export RAPID_SEED = 1
test: lint setup-test
	go test -timeout 15m ./...
	go test -timeout 15m -race -skip '$(NORACE)' $(RACE)
	go test -timeout 15m -race -run '$(BESIDE)' ./views/...

# Fresh seeds every time, which are printed.
SEED ?= 1
# What reads files that others made, and how long each is given bytes of no form.
FUZZ ?= ./app/hanzi:FuzzPasted ./app/table:FuzzRead ./app/table:FuzzSheetXML ./app/table:FuzzOldWorkbook ./app/table:FuzzText ./app/workbook:FuzzRead ./app/workbook:FuzzSheet ./app/workbook:FuzzRosterText ./app/workbook:FuzzRosterSheet ./app/scan:FuzzPages
FUZZTIME ?= 5m
# What is held over random lists, spellings and histories, and how many of them.
PROPERTIES ?= ./app/workbook:TestNobody ./app/workbook:TestWhatIsWrittenComesBack ./app/masking:TestAKnownNumberIsHidden ./app/hanzi:TestCleaningTwice ./app/phone:TestReadingTwice ./app/idcard:TestCheckDigit ./app/table:TestXMLAsItIsWritten ./app/paper/after:TestEveryNumberIsARecount
CHECKS ?= 20000
soak: setup-test
	@mkdir -p out
	OPENDAY_SOAK=$(SEED) go test -v -count=1 -timeout 6h -run 'TestUndoAll|TestNoUpdateIsLost|TestKilledAtWork' ./data | grep -v '^=== ' | tee out/soak.txt
	OPENDAY_SOAK=$(SEED) go test -v -count=1 -timeout 6h -race -run 'TestStore$$|TestNoUpdateIsLost|TestUndoBesidePurge' ./data | grep -v '^=== ' | tee -a out/soak.txt
	OPENDAY_SOAK=$(SEED) go test -v -count=1 -timeout 6h -run 'TestSendings|TestNobodySigned' ./app/scan | grep -v '^=== ' | tee -a out/soak.txt
	for test in $(PROPERTIES); do RAPID_CHECKS=$(CHECKS) go test -v -count=1 -timeout 6h -run "^$${test#*:}" "$${test%:*}" | grep -v '^=== ' | tee -a out/soak.txt; done
	for target in $(FUZZ); do go test -run '^$$' -fuzz "^$${target#*:}$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5s "$${target%:*}" | tee -a out/soak.txt; done

# Apart from make test, for LibreOffice is large.
test-word: setup-run setup-test setup-word
	go vet -tags=word,$(TAGS) ./app/paper/after ./app/papers
	go test -tags=word,$(TAGS) -timeout 15m -count=1 -run LibreOffice ./app/paper/after ./app/papers

lint: setup-run
	@badly=$$(gofmt -l .); [[ -z $$badly ]] || { echo "not as gofmt writes it:"; echo "$$badly"; exit 1; }
	go vet ./...
	go tool staticcheck ./...

# Apart from make lint, which works offline.
vuln: setup-run setup-windows
	@scripts/vuln.sh

# MUTANTS names the files to look at, else it is all rule files; with one worker for each processor they take about half an hour.
mutants: setup-run setup-test
	@mkdir -p out
	go run ./scripts/mutants $(MUTANTS) | tee out/mutants.txt

bench: setup-run
	@mkdir -p out
	go test -run '^$$' -bench . -benchmem -timeout 30m ./... | tee out/bench.txt

figures: build setup-screen
	@scripts/figures.sh
	@scripts/sheet-figures.sh

windows: setup-run setup-windows
	@scripts/windows.sh

test-windows: build windows setup-test setup-screen
	@scripts/test-windows.sh

installer: build windows setup-installer
	@scripts/installer/make.sh

test-installer: installer setup-printing setup-screen
	@scripts/test-installer.sh

test-printing: build windows setup-printing setup-screen
	@scripts/test-printing.sh

screenshots: build setup-screen
	@scripts/screenshots.sh

sizes: build setup-screen
	@scripts/sizes.sh

first-day: build setup-screen
	@scripts/first-day.sh ./openday out/first-day

guide: build setup-test setup-screen
	@assets/guide/pictures.sh

setup-%:
	@scripts/setup.sh $*
