public import Core

/// Appends lines of comma-separated values: quotes where needed (RFC 4180), a line feed at the end, the fewest digits
/// that read back to the same double, and an empty cell for what is not known.
public struct CSVLine: Sendable {
    /// What was added, as UTF-8.
    public private(set) var bytes: [UInt8] = []
    private var isFirst = true

    /// No line.
    public init() {}

    /// What was added.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds a cell of text.
    public mutating func add(_ cell: String) {
        separate()
        let quote = UInt8(ascii: "\"")
        if cell.utf8.contains(where: { $0 == 0x2c || $0 == quote || $0 == 0x0a || $0 == 0x0d }) {
            bytes.append(quote)
            for byte in cell.utf8 {
                if byte == quote { bytes.append(quote) }
                bytes.append(byte)
            }
            bytes.append(quote)
        } else {
            bytes.append(contentsOf: cell.utf8)
        }
    }

    /// Adds a number, or an empty cell for `nil` and `nan`.
    public mutating func add(_ number: Double?) {
        separate()
        if let number, !number.isNaN { NumberPrinter().append(number, to: &bytes) }
    }

    /// Adds a whole number, or an empty cell for `nil`.
    public mutating func add(_ number: Int?) {
        separate()
        if let number { NumberPrinter().append(Int64(number), to: &bytes) }
    }

    /// Adds an instant in ISO 8601 UTC, or an empty cell for `nil`.
    public mutating func add(_ time: Timestamp?) {
        separate()
        if let time { bytes.append(contentsOf: time.description.utf8) }
    }

    /// Ends the line; what is added next begins another.
    public mutating func end() {
        bytes.append(UInt8(ascii: "\n"))
        isFirst = true
    }

    /// Forgets what was added, with the room kept.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        isFirst = true
    }

    private mutating func separate() {
        if isFirst { isFirst = false } else { bytes.append(UInt8(ascii: ",")) }
    }
}

/// Comma-separated values of cells that are texts already.
public enum CSVCells {
    /// A line of cells, quoted where needed, which ends with a line feed.
    public static func line(_ cells: [String]) -> String {
        var line = CSVLine()
        for cell in cells { line.add(cell) }
        line.end()
        return line.text
    }
}
