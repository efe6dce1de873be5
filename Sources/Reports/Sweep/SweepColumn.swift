/// A figure that every trial of a sweep has.
public struct SweepColumn: Hashable, Sendable {
    /// The id under which files know it: `max_drawdown`.
    public var id: String
    /// Its name for people: `Maximum drawdown`.
    public var label: String
    /// What it counts.
    public var unit: FigureUnit

    /// A column.
    public init(id: String, label: String, unit: FigureUnit) {
        self.id = id
        self.label = label
        self.unit = unit
    }

    /// A figure of the column.
    func text(_ value: Double) -> String { FigureText.figure(value, unit: unit) }
}
