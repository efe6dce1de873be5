import Core

/// Writes rows of `LineRows` into a block of memory and appends it whole where it is full.
struct RowWriter: ~Copyable {
    private let texts: UnsafePointer<UInt8>
    private let ends: [Int]
    private let fields: [String]
    private let options: LineEncodingOptions
    private let printer = NumberPrinter()
    private let block: UnsafeMutablePointer<UInt8>
    private let size: Int
    /// The most bytes of a row without its strings.
    private let room: Int
    private var p: UnsafeMutablePointer<UInt8>

    /// - Parameters:
    ///   - texts: The series and a space; then for each field a comma, its key and an equals sign.
    ///   - ends: Where each of the texts ends.
    init(texts: UnsafeBufferPointer<UInt8>, ends: [Int], fields: [String], options: LineEncodingOptions) {
        self.ends = ends
        self.fields = fields
        self.options = options
        room = texts.count + (ends.count + 1) * NumberPrinter.room
        size = max(1 << 15, 2 * room)
        block = .allocate(capacity: size)
        p = block
        self.texts = texts.baseAddress ?? UnsafePointer(block)
    }

    deinit { block.deallocate() }

    /// Writes a row; `false` where all its numbers are left out.
    mutating func write(
        row: Int, of columns: [LineColumn.Values], time: Int64, to bytes: inout [UInt8]
    ) throws(LineEncodingError) -> Bool {
        if p - block > size - room { flush(to: &bytes) }
        let start = p
        copy(texts, ends[0])
        var hasField = false
        for column in 0..<columns.count {
            // The comma of the first field written has no place.
            let key = texts + ends[column] + (hasField ? 0 : 1)
            let length = ends[column + 1] - ends[column] - (hasField ? 0 : 1)
            switch columns[column] {
            case .floats(let values):
                let number = values[row]
                guard number.isFinite else {
                    if options.nonFinite == .refuse { throw .notFinite(field: fields[column]) }
                    continue
                }
                copy(key, length)
                p = printer.write(number, at: p)
            case .integers(let values):
                copy(key, length)
                p = printer.write(values[row], at: p)
                put(UInt8(ascii: "i"))
            case .unsigned(let values):
                copy(key, length)
                p = printer.write(values[row], at: p)
                put(UInt8(ascii: "u"))
            case .booleans(let values):
                copy(key, length)
                for byte in (values[row] ? "true" : "false").utf8 { put(byte) }
            case .strings(let values):
                copy(key, length)
                flush(to: &bytes)
                NameWriter.appendString(values[row], to: &bytes)
            }
            hasField = true
        }
        guard hasField else {
            p = start
            return false
        }
        put(UInt8(ascii: " "))
        p = printer.write(try LineEncoder.units(time, options.precision), at: p)
        put(10)
        return true
    }

    /// Appends what has been written.
    mutating func flush(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: block, count: p - block))
        p = block
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        p[0] = byte
        p += 1
    }

    @inline(__always)
    private mutating func copy(_ text: UnsafePointer<UInt8>, _ count: Int) {
        p.update(from: text, count: count)
        p += count
    }
}
