internal import CColumns

/// Searches over a column of doubles, by the widest instructions that the processor has.
///
/// Rows are given as half-open ranges of places, which must lie in the column.
public enum ColumnSearch {
    /// The first row that is at or below a level, or `nan`; the range's end where there is none.
    public static func firstAtOrBelow(
        _ level: Double, in column: UnsafePointer<Double>, _ rows: Range<Int>
    ) -> Int {
        ccolumns_first_not_above(column, rows.lowerBound, rows.upperBound, level)
    }

    /// The first row that is at or above a level, or `nan`; the range's end where there is none.
    public static func firstAtOrAbove(
        _ level: Double, in column: UnsafePointer<Double>, _ rows: Range<Int>
    ) -> Int {
        ccolumns_first_not_below(column, rows.lowerBound, rows.upperBound, level)
    }

    /// The first row at which `cash + quantity · price · multiplier`, rounded in this order, is at or below zero or
    /// `nan`; the range's end where there is none.
    public static func firstRuin(
        cash: Double, quantity: Double, multiplier: Double, in column: UnsafePointer<Double>, _ rows: Range<Int>
    ) -> Int {
        ccolumns_first_ruin(column, rows.lowerBound, rows.upperBound, cash, quantity, multiplier)
    }

    /// The least and the greatest value of rows.
    ///
    /// - Precondition: `rows` is not empty, and no row is `nan`.
    public static func extremes(
        in column: UnsafePointer<Double>, _ rows: Range<Int>
    ) -> (least: Double, greatest: Double) {
        var (least, greatest) = (0.0, 0.0)
        ccolumns_extremes(column, rows.lowerBound, rows.upperBound, &least, &greatest)
        return (least, greatest)
    }

    /// Asks for rows ahead of their use, so that they are at hand then; only for the first 128 of them.
    public static func fetch(_ column: UnsafePointer<Double>, _ rows: Range<Int>) {
        ccolumns_fetch(column, rows.lowerBound, rows.upperBound, 16)
    }
}
