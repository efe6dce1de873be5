/// What participants do: a closed set, so that the loop of the market calls them without indirection.
public enum ParticipantRule: Sendable {
    /// Without information.
    case noise(NoiseParameters)
    /// Know the fundamental with an error.
    case value(ValueParameters)
    /// Follow the trend.
    case momentum(MomentumParameters)
    /// Offer a share of the volume around the mid.
    case adaptiveMaker(AdaptiveMakerParameters)
    /// Quote at a fixed distance from the mid.
    case fixedSpreadMaker(FixedSpreadMakerParameters)
    /// Quote at the price of their inventory.
    case inventoryMaker(InventoryMakerParameters)
    /// Orders of zero intelligence at steady rates.
    case poissonFlow(PoissonFlowParameters)
    /// Orders of zero intelligence that excite each other.
    case hawkesFlow(HawkesFlowParameters)
    /// Mix fundamental, chart and noise.
    case chartist(ChartistParameters)
    /// Work large orders in pieces.
    case execution(ExecutionParameters)
    /// Keep an index at the value of its components.
    case arbitrage(ArbitrageParameters)
    /// The open seat: makes the participant of an index within the group.
    case open(@Sendable (Int) -> any MarketParticipant)
}
