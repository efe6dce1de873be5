/// A column while its rows come in: eight bytes a value, whatever the type, and texts beside them.
///
/// A value may be set twice for the same row, so that a row that was cut by the end of a piece is simply read again.
final class ColumnBuilder {
    enum Kind {
        case none, time, integer, unsigned, double, boolean, string
    }

    private(set) var name: String
    private(set) var kind = Kind.none
    /// Whether integers are instants.
    private(set) var isTime: Bool
    private var capacity: Int
    private var cells: UnsafeMutablePointer<UInt64>
    /// Whether each row's value is missing; empty where none is.
    private var marks: [Bool] = []
    private var strings: [String] = []
    /// The bytes of the last text: tags repeat.
    private var lastText = ""
    /// What cannot be held without loss.
    var fault: (holds: String, found: String)?
    /// Rows that have a value or a mark.
    private var filled = 0

    init(name: String, isTime: Bool, capacity: Int) {
        self.name = name
        self.isTime = isTime
        self.capacity = capacity
        cells = .allocate(capacity: capacity)
    }

    deinit { cells.deallocate() }

    /// Where values of one kind may be written without a question.
    var plainCells: PlainCells {
        switch kind {
        case .double: PlainCells(cells: cells, code: PlainCells.double)
        case .integer, .time: PlainCells(cells: cells, code: PlainCells.integer)
        case .none, .unsigned, .boolean, .string: PlainCells(cells: cells, code: PlainCells.nothing)
        }
    }

    /// Takes the cells below `row` as written.
    func fill(to row: Int) { filled = row }

    /// Begins a new column in the same memory.
    func restart(name: String, isTime: Bool) {
        self.name = name
        self.isTime = isTime
        clear()
    }

    /// Forgets all rows and the type.
    func clear() {
        kind = .none
        marks.removeAll(keepingCapacity: true)
        fault = nil
        filled = 0
        strings.removeAll(keepingCapacity: true)
    }

    /// Makes room for rows below `rows`.
    func reserve(_ rows: Int) {
        guard rows > capacity else { return }
        let newCells = UnsafeMutablePointer<UInt64>.allocate(capacity: rows)
        // A row that was cut by the end of a piece is read again: no more is in the cells than rows that are filled.
        newCells.update(from: cells, count: min(filled, capacity))
        cells.deallocate()
        if !marks.isEmpty { marks += [Bool](repeating: false, count: rows - capacity) }
        (cells, capacity) = (newCells, rows)
    }

    /// Marks rows before `row` that got no value.
    func pad(to row: Int) {
        while filled < row { setMissing(filled) }
    }

    @inline(__always)
    func set(integer value: Int64, _ row: Int) {
        if kind == .integer || kind == .time {
            cells[row] = UInt64(bitPattern: value)
            filled = row + 1
        } else {
            setOtherwise(integer: value, row)
        }
    }

    @inline(__always)
    func set(double value: Double, _ row: Int) {
        if kind == .double {
            cells[row] = value.bitPattern
            filled = row + 1
        } else {
            setOtherwise(double: value, row)
        }
    }

    func set(unsigned value: UInt64, _ row: Int) {
        if let value = Int64(exactly: value), kind != .unsigned { return set(integer: value, row) }
        switch kind {
        case .none: kind = .unsigned
        case .unsigned: break
        case .integer:
            for index in 0..<min(filled, row) where Int64(bitPattern: cells[index]) < 0 && !isMissing(index) {
                return refuse("integers below 0", "the integer \(value)")
            }
            kind = .unsigned
        case .double, .time, .boolean, .string: return refuse(words, "the integer \(value)")
        }
        cells[row] = value
        filled = row + 1
    }

    /// Sets a value of a column that is declared to be without a sign.
    func set(fixedUnsigned value: UInt64, _ row: Int) {
        if kind == .none { kind = .unsigned }
        set(unsigned: value, row)
    }

    func set(boolean value: Bool, _ row: Int) {
        if kind == .none { kind = .boolean }
        guard kind == .boolean else { return refuse(words, "a boolean") }
        cells[row] = value ? 1 : 0
        filled = row + 1
    }

    func set(string bytes: UnsafeRawBufferPointer, _ row: Int) {
        if kind == .none { kind = .string }
        guard kind == .string else { return refuse(words, "a string") }
        while strings.count < row { strings.append("") }
        let isRepeated = lastText.utf8.count == bytes.count && lastText.utf8.elementsEqual(bytes)
        let text = isRepeated ? lastText : String(decoding: bytes, as: UTF8.self)
        lastText = text
        if strings.count == row { strings.append(text) } else { strings[row] = text }
        filled = row + 1
    }

    func set(time value: Int64, _ row: Int) {
        if kind == .none { kind = .time }
        guard kind == .time else { return refuse(words, "a time") }
        cells[row] = UInt64(bitPattern: value)
        filled = row + 1
    }

    func setMissing(_ row: Int) {
        if marks.isEmpty { marks = [Bool](repeating: false, count: capacity) }
        marks[row] = true
        cells[row] = kind == .double ? Double.nan.bitPattern : 0
        filled = row + 1
    }

    private func isMissing(_ row: Int) -> Bool { !marks.isEmpty && marks[row] }

    private func setOtherwise(integer value: Int64, _ row: Int) {
        switch kind {
        case .none:
            kind = isTime ? .time : .integer
            cells[row] = UInt64(bitPattern: value)
        case .double:
            guard value.magnitude <= 1 << 53 else { return refuse(words, "the integer \(value)") }
            cells[row] = Double(value).bitPattern
        case .unsigned:
            guard value >= 0 else { return refuse(words, "the integer \(value)") }
            cells[row] = UInt64(value)
        case .integer, .time, .boolean, .string: return refuse(words, "the integer \(value)")
        }
        filled = row + 1
    }

    private func setOtherwise(double value: Double, _ row: Int) {
        switch kind {
        case .none:
            kind = .double
            for index in 0..<row { cells[index] = Double.nan.bitPattern }
        case .integer:
            for index in 0..<row where !isMissing(index) && Int64(bitPattern: cells[index]).magnitude > 1 << 53 {
                return refuse("the integer \(Int64(bitPattern: cells[index]))", "a float")
            }
            for index in 0..<row {
                cells[index] =
                    isMissing(index) ? Double.nan.bitPattern : Double(Int64(bitPattern: cells[index])).bitPattern
            }
            kind = .double
        case .double, .time, .unsigned, .boolean, .string: return refuse(words, "a float")
        }
        cells[row] = value.bitPattern
        filled = row + 1
    }

    private func refuse(_ holds: String, _ found: String) {
        if fault == nil { fault = (holds, found) }
    }

    private var words: String {
        switch kind {
        case .none: "nothing"
        case .time: "times"
        case .integer: "integers"
        case .unsigned: "unsigned integers"
        case .double: "floats"
        case .boolean: "booleans"
        case .string: "strings"
        }
    }

    /// The first `rows` rows.
    func column(_ rows: Int) -> InfluxColumn {
        pad(to: rows)
        let bits = UnsafeRawPointer(cells)
        func list<Value>(_ type: Value.Type) -> [Value] {
            Array(UnsafeBufferPointer(start: bits.assumingMemoryBound(to: type), count: rows))
        }
        let values: InfluxColumn.Values
        switch kind {
        case .none: return InfluxColumn(name: name, values: .none(rows))
        case .time: values = .times(list(Int64.self))
        case .integer: values = .integers(list(Int64.self))
        case .unsigned: values = .unsigned(list(UInt64.self))
        case .double: values = .doubles(list(Double.self))
        case .boolean: values = .booleans((0..<rows).map { cells[$0] != 0 })
        case .string:
            while strings.count < rows { strings.append("") }
            values = .strings(Array(strings[..<rows]))
        }
        let missing = marks.isEmpty ? [] : Array(marks[..<rows])
        return InfluxColumn(name: name, values: values, missing: missing.contains(true) ? missing : [])
    }
}
