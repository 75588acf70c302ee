package printer

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"unsafe"

	"github.com/lxn/win"
	"golang.org/x/sys/windows"

	"openday/app"
)

// What the bindings lack, or call without telling why it failed.
var (
	spooler = windows.NewLazySystemDLL("winspool.drv")
	gdi     = windows.NewLazySystemDLL("gdi32.dll")
	dialogs = windows.NewLazySystemDLL("comdlg32.dll")

	openPrinter   = spooler.NewProc("OpenPrinterW")
	closePrinter  = spooler.NewProc("ClosePrinter")
	getPrinter    = spooler.NewProc("GetPrinterW")
	startDoc      = gdi.NewProc("StartDocW")
	startPage     = gdi.NewProc("StartPage")
	endPage       = gdi.NewProc("EndPage")
	endDoc        = gdi.NewProc("EndDoc")
	createDC      = gdi.NewProc("CreateDCW")
	stretchDIBits = gdi.NewProc("StretchDIBits")
	printDlg      = dialogs.NewProc("PrintDlgW")
	printDlgEx    = dialogs.NewProc("PrintDlgExW")
)

// printerInfo is PRINTER_INFO_2.
type printerInfo struct {
	server, printer, share, port, driver, comment, location *uint16
	devMode                                                 *win.DEVMODE
	separator, processor, dataType, parameters              *uint16
	security                                                uintptr
	attributes, priority, defaultPriority                   uint32
	startTime, untilTime, status, jobs, pagesPerMinute      uint32
}

// What Windows says of a printer.
const (
	statusPaused       = 0x1
	statusDeleted      = 0x4
	statusOffline      = 0x80
	statusNotAvailable = 0x1000
	attributeOffline   = 0x400 // the person set it to work offline
)

func (i *printerInfo) state() State {
	switch {
	case i.status&(statusOffline|statusNotAvailable) != 0 || i.attributes&attributeOffline != 0:
		return Offline
	case i.status&(statusPaused|statusDeleted) != 0:
		return Stopped
	}
	return Ready
}

// defaultPrinter is the name of the default printer, empty where there is none.
func defaultPrinter() string {
	var length uint32
	win.GetDefaultPrinter(nil, &length)
	if length == 0 {
		return ""
	}
	name := make([]uint16, length)
	if !win.GetDefaultPrinter(&name[0], &length) {
		return ""
	}
	return windows.UTF16ToString(name)
}

// Printers returns the printers of the computer and those that it is connected
// with, in the order of their names. Where there is none the error says so.
func (System) Printers(context.Context) ([]Queue, error) {
	const localAndConnected, level = 0x2 | 0x4, 2
	var size, count uint32
	win.EnumPrinters(localAndConnected, nil, level, nil, 0, &size, &count)
	if size == 0 {
		return nil, noPrinter(nil)
	}
	buffer := make([]uint64, size/8+1) // aligned for the pointers in it
	if !win.EnumPrinters(localAndConnected, nil, level, (*byte)(unsafe.Pointer(&buffer[0])), size, &size, &count) || count == 0 {
		return nil, noPrinter(nil)
	}
	standard := defaultPrinter()
	var queues []Queue
	for i := range unsafe.Slice((*printerInfo)(unsafe.Pointer(&buffer[0])), count) {
		info := &unsafe.Slice((*printerInfo)(unsafe.Pointer(&buffer[0])), count)[i]
		name := windows.UTF16PtrToString(info.printer)
		queues = append(queues, Queue{Name: name, Default: name == standard, State: info.state()})
	}
	slices.SortFunc(queues, func(a, b Queue) int { return strings.Compare(a.Name, b.Name) })
	return queues, nil
}

// opened is a printer in use.
type opened struct {
	name   string
	handle uintptr
}

// openQueue opens a printer; an empty name is the default one.
func openQueue(name string) (*opened, error) {
	if name == "" {
		if name = defaultPrinter(); name == "" {
			return nil, noPrinter(nil)
		}
	}
	text, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, noSuchPrinter(name, err)
	}
	o := &opened{name: name}
	if ok, _, err := openPrinter.Call(uintptr(unsafe.Pointer(text)), uintptr(unsafe.Pointer(&o.handle)), 0); ok == 0 {
		return nil, noSuchPrinter(name, err)
	}
	return o, nil
}

func (o *opened) close() { _, _, _ = closePrinter.Call(o.handle) }

// state asks what the spooler knows; one that tells nothing is taken as ready.
func (o *opened) state() State {
	const level = 2
	var size uint32
	_, _, _ = getPrinter.Call(o.handle, level, 0, 0, uintptr(unsafe.Pointer(&size)))
	if size == 0 {
		return Ready
	}
	buffer := make([]uint64, size/8+1)
	ok, _, _ := getPrinter.Call(o.handle, level, uintptr(unsafe.Pointer(&buffer[0])), uintptr(size), uintptr(unsafe.Pointer(&size)))
	if ok == 0 {
		return Ready
	}
	return (*printerInfo)(unsafe.Pointer(&buffer[0])).state()
}

// settings are a driver's settings: a DEVMODE with what the driver appends to it.
type settings []byte

func (s settings) mode() *win.DEVMODE { return (*win.DEVMODE)(unsafe.Pointer(&s[0])) }

// settings asks the driver for its settings: those kept of an earlier choice, else
// the person's own for this printer.
func (o *opened) settings(kept []byte) (settings, error) {
	name, err := windows.UTF16PtrFromString(o.name)
	if err != nil {
		return nil, err
	}
	size := win.DocumentProperties(0, win.HANDLE(o.handle), name, nil, nil, 0)
	if size < int32(unsafe.Sizeof(win.DEVMODE{})) {
		size = int32(unsafe.Sizeof(win.DEVMODE{}))
	}
	mine := make(settings, size)
	if len(kept) >= int(unsafe.Sizeof(win.DEVMODE{})) {
		copy(mine, kept)
		if len(kept) > len(mine) {
			mine = slices.Clone(kept)
		}
		return mine, nil
	}
	if win.DocumentProperties(0, win.HANDLE(o.handle), name, mine.mode(), nil, win.DM_OUT_BUFFER) < 0 {
		return nil, errors.New("the driver gives no settings")
	}
	return mine, nil
}

// agree has the driver bring settings in order.
func (o *opened) agree(s settings) {
	name, err := windows.UTF16PtrFromString(o.name)
	if err != nil {
		return
	}
	whole := make(settings, len(s))
	copy(whole, s)
	if win.DocumentProperties(0, win.HANDLE(o.handle), name, whole.mode(), s.mode(), win.DM_IN_BUFFER|win.DM_OUT_BUFFER) >= 0 {
		copy(s, whole)
	}
}

var windowsDuplex = map[Duplex]int16{Simplex: win.DMDUP_SIMPLEX, LongEdge: win.DMDUP_VERTICAL, ShortEdge: win.DMDUP_HORIZONTAL}

// choose writes the choices into a driver's settings.
func (s settings) choose(setup Setup) {
	m := s.mode()
	m.DmFields |= win.DM_COPIES
	m.DmCopies = int16(max(setup.Copies, 1))
	m.DmFields |= win.DM_COLLATE
	m.DmCollate = win.DMCOLLATE_TRUE
	if setup.Scattered {
		m.DmCollate = win.DMCOLLATE_FALSE
	}
	if m.DmFields&win.DM_DUPLEX != 0 || setup.Duplex != Simplex {
		m.DmFields |= win.DM_DUPLEX
		m.DmDuplex = windowsDuplex[setup.Duplex]
	}
}

// duplex reads which sides a driver is to print on.
func (s settings) duplex() Duplex {
	m := s.mode()
	if m.DmFields&win.DM_DUPLEX == 0 {
		return Simplex
	}
	for d, code := range windowsDuplex {
		if m.DmDuplex == code {
			return d
		}
	}
	return Simplex
}

// lay asks for A4, lying or standing.
func (s settings) lay(lying bool) {
	m := s.mode()
	m.DmFields |= win.DM_ORIENTATION
	m.DmOrientation = win.DMORIENT_PORTRAIT
	if lying {
		m.DmOrientation = win.DMORIENT_LANDSCAPE
	}
}

// onA4 asks for A4, and for the size as it is.
func (s settings) onA4() {
	m := s.mode()
	m.DmFields = m.DmFields&^(win.DM_PAPERLENGTH|win.DM_PAPERWIDTH) | win.DM_PAPERSIZE
	m.DmPaperSize = win.DMPAPER_A4
	if m.DmFields&win.DM_SCALE != 0 {
		m.DmScale = 100
	}
}

// Print draws a job's pages to the printer, at the resolution of the printer and
// at their true size. It returns when the spooler has them.
func (System) Print(ctx context.Context, job Job, progress Progress) error {
	document, err := Open(ctx, job.PDF)
	if err != nil {
		return err
	}
	defer document.Close()
	if err := job.check(document.PageCount()); err != nil {
		return err
	}
	queue, err := openQueue(job.Printer)
	if err != nil {
		return err
	}
	defer queue.close()
	if err := (Queue{Name: queue.name, State: queue.state()}).problem(); err != nil {
		return err
	}
	// What fails is asked for on the thread on which it failed.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err = queue.draw(ctx, document, job, progress)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, windows.ERROR_CANCELLED), errors.Is(err, windows.ERROR_PRINT_CANCELLED):
		return context.Canceled // in a window of the driver's own, such as that for the name of a file
	case errors.Is(err, windows.ERROR_DISK_FULL):
		return app.Errorf(app.CodeFull, err, "There is not enough space on the disk to print. Free some space and print again.")
	}
	return driverFailed(queue.name, err)
}

// draw does what Print does; its errors are those of the system.
func (o *opened) draw(ctx context.Context, document *Document, job Job, progress Progress) error {
	mine, err := o.settings(job.Driver)
	if err != nil {
		return err
	}
	if job.Driver == nil {
		mine.onA4()
		mine.choose(job.Setup)
	}
	mine.mode().DmFields |= win.DM_COPIES
	mine.mode().DmCopies = 1 // each copy is drawn
	sides := job.sides(document.PageCount())
	lying := func(n int) (bool, float64, float64, error) {
		width, height, err := document.Size(max(n, 1))
		return width > height, width, height, err
	}
	lies, _, _, err := lying(sides[0])
	if err != nil {
		return err
	}
	mine.lay(lies)
	o.agree(mine)
	kind, name := windows.StringToUTF16Ptr("WINSPOOL"), windows.StringToUTF16Ptr(o.name)
	dc, _, err := createDC.Call(uintptr(unsafe.Pointer(kind)), uintptr(unsafe.Pointer(name)), 0, uintptr(unsafe.Pointer(mine.mode())))
	if dc == 0 {
		return fmt.Errorf("CreateDC: %w", err)
	}
	hdc := win.HDC(dc)
	defer win.DeleteDC(hdc)

	title := windows.StringToUTF16Ptr(strings.ReplaceAll(job.Title, "\x00", ""))
	info := win.DOCINFO{LpszDocName: title}
	info.CbSize = int32(unsafe.Sizeof(info))
	if id, _, err := startDoc.Call(dc, uintptr(unsafe.Pointer(&info))); int32(id) <= 0 {
		return fmt.Errorf("StartDoc: %w", err)
	}
	done := false
	defer func() {
		if !done {
			win.AbortDoc(hdc)
		}
	}()
	var strip band
	var packed []byte
	for i, n := range sides {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		progress(i+1, len(sides))
		var width, height float64
		if n > 0 {
			var lie bool
			if lie, width, height, err = lying(n); err != nil {
				return err
			}
			if lie != lies {
				lies = lie
				mine.lay(lies)
				win.ResetDC(hdc, mine.mode()) // a driver that does not turn the sheet gets the page turned
			}
		}
		if ok, _, err := startPage.Call(dc); int32(ok) <= 0 {
			return fmt.Errorf("StartPage: %w", err)
		}
		if n > 0 {
			at := asDevice(hdc).place(width, height)
			cuts := at.bands()
			for c := range len(cuts) - 1 {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				if err := document.drawBand(n, at, cuts[c], cuts[c+1], &strip); err != nil {
					return err
				}
				if packed, err = paint(dc, at, &strip, cuts[c], packed); err != nil {
					return err
				}
			}
		}
		if ok, _, err := endPage.Call(dc); int32(ok) <= 0 {
			return fmt.Errorf("EndPage: %w", err)
		}
	}
	if ok, _, err := endDoc.Call(dc); int32(ok) <= 0 {
		return fmt.Errorf("EndDoc: %w", err)
	}
	done = true
	return nil
}

// asDevice asks a printer for its dots.
func asDevice(hdc win.HDC) device {
	ask := func(what int32) int { return int(win.GetDeviceCaps(hdc, what)) }
	return device{
		dpiX: max(ask(win.LOGPIXELSX), 1), dpiY: max(ask(win.LOGPIXELSY), 1),
		paperW: ask(win.PHYSICALWIDTH), paperH: ask(win.PHYSICALHEIGHT),
		marginX: ask(win.PHYSICALOFFSETX), marginY: ask(win.PHYSICALOFFSETY),
		grey: ask(win.BITSPIXEL)*ask(win.PLANES) == 1,
	}
}

// bitmapInfo describes a picture of 8 or 24 bits a dot to GDI.
type bitmapInfo struct {
	win.BITMAPINFOHEADER
	greys [256]uint32
}

// paint puts what is not white of a band on the page; row is the band's first.
// It gives back the memory that it worked in.
func paint(dc uintptr, at placing, strip *band, row int, memory []byte) ([]byte, error) {
	ink := strip.ink()
	if ink.Empty() {
		return memory, nil
	}
	packed, bits := strip.pack(ink, memory)
	var info bitmapInfo
	info.BiSize = uint32(unsafe.Sizeof(info.BITMAPINFOHEADER))
	info.BiWidth, info.BiHeight = int32(ink.Dx()), int32(ink.Dy())
	info.BiPlanes, info.BiBitCount = 1, uint16(bits)
	info.BiSizeImage = uint32(len(packed))
	if bits == 8 {
		info.BiClrUsed = 256
		for i := range info.greys {
			info.greys[i] = uint32(i) * 0x10101
		}
	}
	x, y := at.left+ink.Min.X*at.stretchX, at.top+(row+ink.Min.Y)*at.stretchY
	drawn, _, err := stretchDIBits.Call(dc,
		uintptr(x), uintptr(y), uintptr(ink.Dx()*at.stretchX), uintptr(ink.Dy()*at.stretchY),
		0, 0, uintptr(ink.Dx()), uintptr(ink.Dy()),
		uintptr(unsafe.Pointer(&packed[0])), uintptr(unsafe.Pointer(&info)), win.DIB_RGB_COLORS, win.SRCCOPY)
	if int32(drawn) <= 0 {
		return packed, fmt.Errorf("StretchDIBits: %w", err)
	}
	return packed, nil
}

// printDialog is PRINTDLGW, the older dialog.
type printDialog struct {
	size                           uint32
	owner                          uintptr
	devMode, devNames              win.HGLOBAL
	dc                             uintptr
	flags                          uint32
	from, to, least, most, copies  uint16
	instance                       uintptr
	data, printHook, setupHook     uintptr
	printTemplate, setupTemplate   uintptr
	printTemplate2, setupTemplate2 uintptr
}

// Ask shows the system's own print dialog over a window, with the choices of
// before, and returns what the person chose; context.Canceled where they cancelled.
// It returns when the dialog is closed, and must not be called on the goroutine
// that draws the window.
func (s System) Ask(owner uintptr, before Setup, pages int) (chosen Setup, own bool, err error) {
	if _, err := s.Printers(context.Background()); err != nil {
		return Setup{}, true, err
	}
	// The dialog lives on the thread that opens it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED); err == nil || err == syscall.Errno(windows.S_FALSE) { // or started before
		defer windows.CoUninitialize()
	}
	var devMode, devNames win.HGLOBAL
	devMode, devNames = remembered(before)
	defer func() {
		win.GlobalFree(devMode)
		win.GlobalFree(devNames)
	}()

	ranges := make([]win.PRINTPAGERANGE, 32)
	flags := uint32(win.PD_NOSELECTION | win.PD_HIDEPRINTTOFILE | win.PD_NOWARNING)
	if !before.Scattered {
		flags |= win.PD_COLLATE
	}
	sheet := win.PRINTDLGEX{
		HwndOwner: win.HWND(owner), HDevMode: devMode, HDevNames: devNames,
		Flags:          flags | win.PD_NOCURRENTPAGE,
		NMaxPageRanges: uint32(len(ranges)), LpPageRanges: &ranges[0],
		NMinPage: 1, NMaxPage: uint32(pages), NCopies: uint32(max(before.Copies, 1)),
		NStartPage: 0xffffffff, // the dialog's own first page
	}
	sheet.LStructSize = uint32(unsafe.Sizeof(sheet))
	hr, _, _ := printDlgEx.Call(uintptr(unsafe.Pointer(&sheet)))
	devMode, devNames = sheet.HDevMode, sheet.HDevNames
	switch {
	case hr == uintptr(windows.S_OK) && sheet.DwResultAction != win.PD_RESULT_PRINT:
		return Setup{}, true, context.Canceled
	case hr == uintptr(windows.S_OK):
		var from [][2]int
		if sheet.Flags&win.PD_PAGENUMS != 0 {
			for _, r := range ranges[:min(int(sheet.NPageRanges), len(ranges))] {
				from = append(from, [2]int{int(r.NFromPage), int(r.NToPage)})
			}
		}
		chosen, err = taken(devMode, devNames, from, pages, int(sheet.NCopies), sheet.Flags)
		return chosen, true, err
	}

	// Where the sheet of tabs cannot be had, the plain dialog is.
	plain := printDialog{
		owner: owner, devMode: devMode, devNames: devNames, flags: flags,
		from: 1, to: uint16(min(pages, 0xffff)), least: 1, most: uint16(min(pages, 0xffff)), copies: uint16(max(before.Copies, 1)),
	}
	plain.size = uint32(unsafe.Sizeof(plain))
	ok, _, _ := printDlg.Call(uintptr(unsafe.Pointer(&plain)))
	devMode, devNames = plain.devMode, plain.devNames
	if ok == 0 {
		const noDefault, noDevices = 0x1008, 0x1007
		switch code := win.CommDlgExtendedError(); code {
		case 0:
			return Setup{}, true, context.Canceled
		case noDefault, noDevices:
			return Setup{}, true, noPrinter(fmt.Errorf("PrintDlg: %#x", code))
		default:
			return Setup{}, true, driverFailed(before.Printer, fmt.Errorf("PrintDlgEx: %#x, PrintDlg: %#x", hr, code))
		}
	}
	var from [][2]int
	if plain.flags&win.PD_PAGENUMS != 0 {
		from = [][2]int{{int(plain.from), int(plain.to)}}
	}
	chosen, err = taken(devMode, devNames, from, pages, int(plain.copies), plain.flags)
	return chosen, true, err
}

// remembered gives the dialog the printer that was last chosen, or the default
// one, with A4 in it. Without them the dialog finds its own.
func remembered(before Setup) (devMode, devNames win.HGLOBAL) {
	queue, err := openQueue(before.Printer)
	if err != nil && before.Printer != "" {
		queue, err = openQueue("") // the remembered one is gone
	}
	if err != nil {
		return 0, 0
	}
	defer queue.close()
	mine, err := queue.settings(nil)
	if err != nil {
		return 0, 0
	}
	mine.onA4()
	mine.choose(before)
	queue.agree(mine)

	// DEVNAMES: four places, counted in characters, and the names there.
	const head = 4
	names := make([]uint16, head)
	names[0] = head
	names = append(names, windows.StringToUTF16("winspool")...)
	names[1] = uint16(len(names))
	names = append(names, windows.StringToUTF16(queue.name)...)
	names[2] = uint16(len(names))
	names = append(names, 0)
	return global(mine), global(unsafe.Slice((*byte)(unsafe.Pointer(&names[0])), 2*len(names)))
}

// global copies bytes to where the dialogs take them.
func global(data []byte) win.HGLOBAL {
	memory := win.GlobalAlloc(win.GMEM_MOVEABLE|win.GMEM_ZEROINIT, uintptr(len(data)))
	if at := win.GlobalLock(memory); at != nil {
		copy(unsafe.Slice((*byte)(at), len(data)), data)
		win.GlobalUnlock(memory)
	}
	return memory
}

// taken reads what was chosen in a dialog.
func taken(devMode, devNames win.HGLOBAL, ranges [][2]int, count, copies int, flags uint32) (Setup, error) {
	s := Setup{Copies: max(copies, 1), Scattered: flags&win.PD_COLLATE == 0}
	names := win.GlobalLock(devNames)
	if names == nil {
		return Setup{}, noPrinter(errors.New("the dialog gave no printer"))
	}
	device := (*[4]uint16)(names)[1]
	s.Printer = windows.UTF16PtrToString((*uint16)(unsafe.Add(names, 2*uintptr(device))))
	win.GlobalUnlock(devNames)
	if at := win.GlobalLock(devMode); at != nil {
		mode := (*win.DEVMODE)(at)
		size := int(mode.DmSize) + int(mode.DmDriverExtra)
		kept := make(settings, max(size, int(unsafe.Sizeof(*mode))))
		copy(kept, unsafe.Slice((*byte)(at), size))
		win.GlobalUnlock(devMode)
		s.Driver = kept
		s.Duplex = kept.duplex()
	}
	var text []string
	for _, r := range ranges {
		text = append(text, fmt.Sprintf("%d-%d", r[0], r[1]))
	}
	pages, err := ParsePages(strings.Join(text, ","), count)
	s.Pages = pages
	return s, err
}
