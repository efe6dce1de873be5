import Core

/// The rows of a file as columns, as they stand in it: nothing sorted, dropped or mended.
struct ParsedRows: Sendable {
    /// Stamps on the wall clock, nanoseconds as if it showed UTC.
    var wall: [Int64] = []
    /// From which row on which offset to UTC holds, in seconds; empty where stamps carry none.
    var offsets: [OffsetRun] = []
    /// Whether the stamps are dates, times without an offset, or instants.
    var kind = StampParser.Kind.date
    /// Whether every stamp is at midnight of its own clock.
    var areAllMidnight = true
    /// The columns of numbers; `nan` where a field says nothing.
    var values: [[Double]] = []
    /// The place of each row's symbol in `symbols`; empty where there is no column of symbols.
    var symbolPlaces: [Int32] = []
    /// The symbols in order of their first row.
    var symbols: [String] = []

    /// A stretch of rows with one offset.
    struct OffsetRun: Sendable {
        var row: Int
        var seconds: Int32
    }

    /// The number of rows.
    var count: Int { wall.count }
}

/// What one reader notes about the stamps and symbols of the rows it reads, beside the columns it fills.
struct RowNotes {
    var kind: StampParser.Kind?
    /// The byte at which the first row begins.
    var firstOffset = 0
    var areAllMidnight = true
    var offsets: [ParsedRows.OffsetRun] = []
    var symbols: [String] = []
    var placeOfSymbol: [String: Int32] = [:]
    var lastSymbol: [UInt8] = []
    var lastPlace: Int32 = -1

    /// The place of a symbol, new or known.
    mutating func place(of bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
        if lastPlace >= 0, lastSymbol.elementsEqual(bytes) { return lastPlace }
        lastSymbol = Array(bytes)
        let name = String(decoding: bytes, as: UTF8.self)
        if let known = placeOfSymbol[name] {
            lastPlace = known
        } else {
            lastPlace = Int32(symbols.count)
            placeOfSymbol[name] = lastPlace
            symbols.append(name)
        }
        return lastPlace
    }
}

/// Where a reader puts what it reads: memory for as many rows as there can be.
struct RowSink: @unchecked Sendable {
    var wall: UnsafeMutablePointer<Int64>
    var values: [UnsafeMutablePointer<Double>]
    var symbolPlaces: UnsafeMutablePointer<Int32>?
}
