/// A value of MessagePack, written in the forms that influxd uses.
indirect enum PackedValue {
    case null
    case boolean(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    case array([PackedValue])
    case map([(String, PackedValue)])
    /// Bytes as they are.
    case raw([UInt8])

    var bytes: [UInt8] {
        switch self {
        case .null: [0xc0]
        case .raw(let bytes): bytes
        case .boolean(let value): [value ? 0xc3 : 0xc2]
        case .integer(let value):
            switch value {
            case 0..<128: [UInt8(value)]
            case -32..<0: [UInt8(bitPattern: Int8(value))]
            case 128..<256: [0xcc, UInt8(value)]
            case -32_768..<32_768: [0xd1] + PackedValue.big(Int16(value))
            case Int64(Int32.min)...Int64(Int32.max): [0xd2] + PackedValue.big(Int32(value))
            default: [0xd3] + PackedValue.big(value)
            }
        case .double(let value): [0xcb] + PackedValue.big(value.bitPattern)
        case .string(let text):
            switch text.utf8.count {
            case 0..<32: [0xa0 | UInt8(text.utf8.count)] + Array(text.utf8)
            case 32..<256: [0xd9, UInt8(text.utf8.count)] + Array(text.utf8)
            default: [0xdb] + PackedValue.big(UInt32(text.utf8.count)) + Array(text.utf8)
            }
        case .array(let list):
            (list.count < 16 ? [0x90 | UInt8(list.count)] : [0xdd] + PackedValue.big(UInt32(list.count)))
                + list.flatMap(\.bytes)
        case .map(let members):
            [0x80 | UInt8(members.count)] + members.flatMap { PackedValue.string($0).bytes + $1.bytes }
        }
    }

    static func big<Word: FixedWidthInteger>(_ word: Word) -> [UInt8] {
        withUnsafeBytes(of: word.bigEndian) { Array($0) }
    }

    /// A chunk of an InfluxQL answer.
    static func chunk(_ series: [PackedValue], statement: Int64 = 0, isPartial: Bool = false) -> PackedValue {
        var members: [(String, PackedValue)] = [("statement_id", .integer(statement))]
        if !series.isEmpty { members.append(("series", .array(series))) }
        if isPartial { members.append(("partial", .boolean(true))) }
        return .map([("results", .array([.map(members)]))])
    }

    /// A series of a chunk.
    static func series(
        _ name: String, tags: [(String, String)] = [], _ columns: [String], _ rows: [[PackedValue]]
    ) -> PackedValue {
        .map([
            ("name", .string(name)), ("tags", .map(tags.map { ($0, .string($1)) })),
            ("columns", .array(columns.map { .string($0) })), ("values", .array(rows.map { .array($0) })),
        ])
    }
}
