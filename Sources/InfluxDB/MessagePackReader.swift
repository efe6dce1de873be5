/// Why a value of MessagePack cannot be read.
enum MessagePackFault: Error {
    /// It goes on in the next piece.
    case incomplete
    /// It is not what it should be.
    case malformed(found: String, expected: String)
    /// What it says cannot be accepted.
    case refused(InfluxError)
}

/// Reads values of MessagePack from bytes that lie in memory; never beyond their end.
///
/// - Source: The MessagePack specification, github.com/msgpack/msgpack, spec.md.
struct MessagePackReader {
    let base: UnsafePointer<UInt8>
    var place: Int
    let end: Int
    /// The end of what is done with.
    var mark = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, base: UnsafePointer<UInt8>) {
        self.base = base
        place = 0
        end = bytes.count
    }

    @inline(__always)
    func need(_ count: Int) throws(MessagePackFault) {
        if end &- place < count { throw .incomplete }
    }

    @inline(__always)
    mutating func byte() throws(MessagePackFault) -> UInt8 {
        try need(1)
        place += 1
        return base[place &- 1]
    }

    /// A big-endian number.
    @inline(__always)
    mutating func number<Word: FixedWidthInteger>(_ type: Word.Type) throws(MessagePackFault) -> Word {
        let count = MemoryLayout<Word>.size
        try need(count)
        defer { place += count }
        return Word(bigEndian: UnsafeRawPointer(base + place).loadUnaligned(as: type))
    }

    func wrong(_ code: UInt8, expected: String) -> MessagePackFault {
        .malformed(found: "the byte 0x\(String(code, radix: 16))", expected: expected)
    }

    mutating func mapCount() throws(MessagePackFault) -> Int {
        let code = try byte()
        switch code {
        case 0x80...0x8f: return Int(code & 15)
        case 0xde: return Int(try number(UInt16.self))
        case 0xdf: return Int(try number(UInt32.self))
        default: throw wrong(code, expected: "a map")
        }
    }

    mutating func arrayCount() throws(MessagePackFault) -> Int {
        let code = try byte()
        switch code {
        case 0x90...0x9f: return Int(code & 15)
        case 0xdc: return Int(try number(UInt16.self))
        case 0xdd: return Int(try number(UInt32.self))
        case 0xc0: return 0
        default: throw wrong(code, expected: "an array")
        }
    }

    mutating func text() throws(MessagePackFault) -> UnsafeRawBufferPointer {
        let code = try byte()
        let count: Int
        switch code {
        case 0xa0...0xbf: count = Int(code & 31)
        case 0xd9, 0xc4: count = Int(try number(UInt8.self))
        case 0xda, 0xc5: count = Int(try number(UInt16.self))
        case 0xdb, 0xc6: count = Int(try number(UInt32.self))
        default: throw wrong(code, expected: "a string")
        }
        try need(count)
        defer { place += count }
        return UnsafeRawBufferPointer(start: base + place, count: count)
    }

    mutating func string() throws(MessagePackFault) -> String { String(decoding: try text(), as: UTF8.self) }

    mutating func truth() throws(MessagePackFault) -> Bool {
        let code = try byte()
        guard code == 0xc2 || code == 0xc3 else { throw wrong(code, expected: "a boolean") }
        return code == 0xc3
    }

    mutating func integer() throws(MessagePackFault) -> Int64 {
        let code = try byte()
        switch code {
        case 0x00...0x7f: return Int64(code)
        case 0xe0...0xff: return Int64(Int8(bitPattern: code))
        case 0xcc: return Int64(try number(UInt8.self))
        case 0xcd: return Int64(try number(UInt16.self))
        case 0xce: return Int64(try number(UInt32.self))
        case 0xd0: return Int64(try number(Int8.self))
        case 0xd1: return Int64(try number(Int16.self))
        case 0xd2: return Int64(try number(Int32.self))
        case 0xd3: return try number(Int64.self)
        default: throw wrong(code, expected: "an integer")
        }
    }

    /// Passes over a value, nested ones with it, without recursion.
    mutating func skip() throws(MessagePackFault) {
        var left = 1
        while left > 0 {
            left -= 1
            let code = try byte()
            switch code {
            case 0x00...0x7f, 0xe0...0xff, 0xc0, 0xc2, 0xc3: break
            case 0x80...0x8f: left += 2 * Int(code & 15)
            case 0x90...0x9f: left += Int(code & 15)
            case 0xa0...0xbf: try pass(Int(code & 31))
            case 0xc4, 0xd9: try pass(Int(try number(UInt8.self)))
            case 0xc5, 0xda: try pass(Int(try number(UInt16.self)))
            case 0xc6, 0xdb: try pass(Int(try number(UInt32.self)))
            case 0xc7: try pass(Int(try number(UInt8.self)) + 1)
            case 0xc8: try pass(Int(try number(UInt16.self)) + 1)
            case 0xc9: try pass(Int(try number(UInt32.self)) + 1)
            case 0xcc, 0xd0: try pass(1)
            case 0xcd, 0xd1, 0xd4: try pass(2)
            case 0xca, 0xce, 0xd2: try pass(4)
            case 0xcb, 0xcf, 0xd3: try pass(8)
            case 0xd5: try pass(3)
            case 0xd6: try pass(5)
            case 0xd7: try pass(9)
            case 0xd8: try pass(17)
            case 0xdc: left += Int(try number(UInt16.self))
            case 0xdd: left += Int(try number(UInt32.self))
            case 0xde: left += 2 * Int(try number(UInt16.self))
            case 0xdf: left += 2 * Int(try number(UInt32.self))
            default: throw wrong(code, expected: "a value")
            }
        }
    }

    private mutating func pass(_ count: Int) throws(MessagePackFault) {
        try need(count)
        place += count
    }

    /// Reads a value into a row of a column.
    @inline(__always)
    mutating func value(into column: ColumnBuilder, row: Int) throws(MessagePackFault) {
        try need(1)
        switch base[place] {
        case 0xcb:
            place += 1
            column.set(double: Double(bitPattern: try number(UInt64.self)), row)
        case 0xd3:
            place += 1
            column.set(integer: try number(Int64.self), row)
        default: try otherValue(into: column, row: row)
        }
    }

    @inline(never)
    private mutating func otherValue(into column: ColumnBuilder, row: Int) throws(MessagePackFault) {
        let code = base[place]
        switch code {
        case 0xc0:
            place += 1
            column.setMissing(row)
        case 0xc2, 0xc3:
            place += 1
            column.set(boolean: code == 0xc3, row)
        case 0xca:
            place += 1
            column.set(double: Double(Float(bitPattern: try number(UInt32.self))), row)
        case 0xcf:
            place += 1
            column.set(unsigned: try number(UInt64.self), row)
        case 0xa0...0xbf, 0xd9...0xdb, 0xc4...0xc6: column.set(string: try text(), row)
        case 0xc7:
            // A time where no epoch was asked for: seconds and nanoseconds.
            place += 1
            let (count, type) = (try byte(), try byte())
            guard count == 12, type == 5 else {
                throw .malformed(found: "an extension \(type) of \(count) bytes", expected: "a value")
            }
            let (seconds, nanoseconds) = (try number(Int64.self), try number(Int32.self))
            let (product, isOver) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
            let (time, isBeyond) = product.addingReportingOverflow(Int64(nanoseconds))
            guard !isOver, !isBeyond else { throw .malformed(found: "the second \(seconds)", expected: "a time") }
            column.set(time: time, row)
        default: column.set(integer: try integer(), row)
        }
    }
}
