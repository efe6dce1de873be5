import ParameterSearch

/// Axes and spaces from the texts of the command line.
enum SearchFixtures {
    static func axis(_ text: String) throws -> SearchAxis { try SearchAxis(text: text) }

    static func space(_ axes: String..., where constraints: String...) throws -> SearchSpace {
        try SearchSpace(axes: axes.map { try SearchAxis(text: $0) }, constraints: constraints)
    }

    static func points(_ plan: some SearchPlan) -> [SearchPoint] { (0..<plan.count).map { plan.point(at: $0) } }

    /// The message of what a body throws; `nil` where it throws nothing.
    static func message(_ body: () throws -> Void) -> String? {
        do { try body() } catch { return "\(error)" }
        return nil
    }
}
