/// What dropout is drawn from in one step.
struct DropoutDraw {
    let seed: NetworkSeed
    let step: Int
}
