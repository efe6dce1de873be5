/// Points that are known before anything is tried.
///
/// A plan is a pure function of its space, its settings and its seed: the point of a trial depends on no other trial, so
/// that any part of a plan can run anywhere and in any order.
///
/// A conformer must give distinct points that meet the space's constraints, the same ones at every call and in every
/// process.
public protocol SearchPlan: Sendable {
    /// What is searched.
    var space: SearchSpace { get }
    /// How many trials there are.
    var count: Int { get }
    /// The point of a trial.
    ///
    /// - Parameter trial: In `0 ..< count`.
    func point(at trial: Int) -> SearchPoint
}
