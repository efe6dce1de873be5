/// The memory of a column, and the MessagePack code of the values that go there as they are.
///
/// It holds until the column's kind or its room changes.
struct PlainCells {
    /// A float of eight bytes.
    static let double: UInt8 = 0xcb
    /// An integer of eight bytes; shorter ones go there too.
    static let integer: UInt8 = 0xd3
    /// A code that is never used.
    static let nothing: UInt8 = 0xc1

    /// A cell for each row.
    let cells: UnsafeMutablePointer<UInt64>
    /// The code.
    let code: UInt8
}

extension MessagePackReader {
    /// Reads rows as long as they are whole, all their values go into the columns as they are, and none is missing.
    ///
    /// One test of the bounds a row and no call a value: nearly all rows of prices are read here.
    ///
    /// - Parameters:
    ///   - columns: Where the values of a row go.
    ///   - first: The first row to write.
    ///   - most: How many rows there is room for.
    /// - Returns: How many were read; the reader stands before the next.
    mutating func plainRows(into columns: UnsafeBufferPointer<PlainCells>, from first: Int, atMost most: Int) -> Int {
        // Rows of more columns have a longer header.
        guard columns.count < 16 else { return 0 }
        let header = 0x90 | UInt8(columns.count)
        let longest = 1 + 9 * columns.count
        var row = first
        while row < first + most, end - place >= longest, base[place] == header {
            var value = base + place + 1
            for column in columns {
                let code = value[0]
                if code == column.code {
                    column.cells[row] = UInt64(bigEndian: UnsafeRawPointer(value + 1).loadUnaligned(as: UInt64.self))
                    value += 9
                } else if column.code == PlainCells.integer, let (integer, size) = shortInteger(value) {
                    column.cells[row] = UInt64(bitPattern: integer)
                    value += size
                } else {
                    return row - first
                }
            }
            place = value - base
            row += 1
        }
        return row - first
    }

    /// An integer of less than eight bytes, and how many bytes it takes with its code.
    @inline(__always)
    private func shortInteger(_ value: UnsafePointer<UInt8>) -> (integer: Int64, size: Int)? {
        let raw = UnsafeRawPointer(value + 1)
        switch value[0] {
        case 0x00...0x7f, 0xe0...0xff: return (Int64(Int8(bitPattern: value[0])), 1)
        case 0xcc: return (Int64(value[1]), 2)
        case 0xcd: return (Int64(UInt16(bigEndian: raw.loadUnaligned(as: UInt16.self))), 3)
        case 0xce: return (Int64(UInt32(bigEndian: raw.loadUnaligned(as: UInt32.self))), 5)
        case 0xd0: return (Int64(Int8(bitPattern: value[1])), 2)
        case 0xd1: return (Int64(Int16(bigEndian: raw.loadUnaligned(as: Int16.self))), 3)
        case 0xd2: return (Int64(Int32(bigEndian: raw.loadUnaligned(as: Int32.self))), 5)
        default: return nil
        }
    }
}
