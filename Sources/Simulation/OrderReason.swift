import Synchronization

/// Why an order was sent, in a word or two: it stands in the event log and in the trade table.
///
/// It is two words of plain memory, so that orders are copied without counting references: the bytes of a literal lie
/// in the program, those of a reason made at run time are kept, once each, until the program ends.
@frozen
public struct OrderReason: Sendable, ExpressibleByStringLiteral {
    // The bytes are never written and never freed.
    @usableFromInline nonisolated(unsafe) let bytes: UnsafePointer<UInt8>
    @usableFromInline let count: Int

    /// A reason.
    @inlinable
    public init(stringLiteral literal: StaticString) {
        self =
            literal.hasPointerRepresentation
            ? OrderReason(bytes: literal.utf8Start, count: literal.utf8CodeUnitCount)
            : OrderReason(literal.description)
    }

    /// A reason made at run time.
    ///
    /// What differs from order to order, such as a price, does not belong here: every distinct text is kept.
    public init(_ text: String) {
        self = OrderReason.known.withLock { known in
            if let reason = known[text] { return reason }
            let utf8 = Array(text.utf8)
            let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, utf8.count))
            copy.initialize(from: utf8, count: utf8.count)
            let reason = OrderReason(bytes: UnsafePointer(copy), count: utf8.count)
            known[text] = reason
            return reason
        }
    }

    @usableFromInline
    init(bytes: UnsafePointer<UInt8>, count: Int) {
        self.bytes = bytes
        self.count = count
    }

    private static let known = Mutex<[String: OrderReason]>([:])

    /// No reason given.
    @inlinable
    public static var none: OrderReason { "" }

    /// The text; empty where no reason is given.
    public var text: String { String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self) }
}

extension OrderReason: Hashable {
    /// Whether two reasons have the same text.
    public static func == (lhs: OrderReason, rhs: OrderReason) -> Bool {
        let (a, b) = (UnsafeBufferPointer(start: lhs.bytes, count: lhs.count), rhs)
        return a.elementsEqual(UnsafeBufferPointer(start: b.bytes, count: b.count))
    }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytes: UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
