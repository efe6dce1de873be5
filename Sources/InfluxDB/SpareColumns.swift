internal import Synchronization

/// Memory of columns that no answer uses, so that the next answer need not ask the system for fresh pages.
final class SpareColumns: Sendable {
    /// Whoever took a column out of the list is the only one to touch it.
    private struct Kept: @unchecked Sendable {
        let column: ColumnBuilder
    }

    /// Columns that are kept at most: bars have six, and a few answers may come at once.
    private static let most = 32

    private let list = Mutex<[Kept]>([])

    func take() -> ColumnBuilder? { list.withLock { $0.popLast()?.column } }

    func keep(_ columns: [ColumnBuilder]) {
        // Texts and marks of an answer that is over are not.
        for column in columns { column.clear() }
        let kept = columns.map { Kept(column: $0) }
        list.withLock { $0 += kept.prefix(max(0, SpareColumns.most - $0.count)) }
    }
}
