public import Core

/// What an instrument says of its own margin (S50); `nil` where the broker's rule holds.
public struct MarginTerms: Hashable, Sendable {
    /// The part of the value of a position that is needed to open it.
    public var initial: Double?
    /// The part of the value of a position below which equity must not fall.
    public var maintenance: Double?
    /// Money that is needed to open one unit, in the instrument's currency; goes before `initial`.
    public var initialPerUnit: Cash?
    /// Money a unit below which equity must not fall, in the instrument's currency; goes before `maintenance`.
    public var maintenancePerUnit: Cash?

    /// The broker's rule.
    public init() {}
}
