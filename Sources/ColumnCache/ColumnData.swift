/// A column in memory: what is stored, and what a reader gets.
public enum ColumnData: Sendable, Equatable {
    /// Whole numbers, instants above all.
    case int64([Int64])
    /// Numbers.
    case double([Double])
    /// Bytes, flags above all.
    case byte([UInt8])

    /// What it holds.
    public var type: ColumnType {
        switch self {
        case .int64: .int64
        case .double: .double
        case .byte: .byte
        }
    }

    /// The number of elements.
    public var count: Int {
        switch self {
        case .int64(let values): values.count
        case .double(let values): values.count
        case .byte(let values): values.count
        }
    }

    /// Lends its bytes.
    func withBytes<Value, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        switch self {
        case .int64(let values): try ColumnData.lend(values, body)
        case .double(let values): try ColumnData.lend(values, body)
        case .byte(let values): try ColumnData.lend(values, body)
        }
    }

    private static func lend<Element: BitwiseCopyable, Value, Failure: Error>(
        _ values: [Element], _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try values.withUnsafeBufferPointer { (elements) throws(Failure) -> Value in
            try body(UnsafeRawBufferPointer(elements))
        }
    }

    /// The hashes of its blocks.
    func blockHashes() -> [UInt64] {
        withBytes { bytes in
            stride(from: 0, to: bytes.count, by: BlockHash.blockBytes).map { first in
                let last = min(first + BlockHash.blockBytes, bytes.count)
                return BlockHash.xxh64(UnsafeRawBufferPointer(rebasing: bytes[first..<last]))
            }
        }
    }

    /// Columns of one type after each other; `nil` where they have others.
    static func joined(_ parts: [ColumnData], type: ColumnType) -> ColumnData? {
        var whole: ColumnData =
            switch type {
            case .int64: .int64([])
            case .double: .double([])
            case .byte: .byte([])
            }
        for part in parts {
            switch (whole, part) {
            case (.int64(let head), .int64(let tail)): whole = .int64(head + tail)
            case (.double(let head), .double(let tail)): whole = .double(head + tail)
            case (.byte(let head), .byte(let tail)): whole = .byte(head + tail)
            default: return nil
            }
        }
        return whole
    }
}
