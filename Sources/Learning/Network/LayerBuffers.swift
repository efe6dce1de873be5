internal import LinearAlgebra

/// The places of one layer's values for a batch; some are the same place where nothing needs both.
struct LayerBuffers<Element: BLASElement> {
    let place: LayerPlace
    let layer: NetworkLayer
    /// The products of inputs and weights, with layer normalisation replaced by the normalised sums.
    let products: UnsafeMutablePointer<Element>
    /// What the activation is taken of.
    let sums: UnsafeMutablePointer<Element>
    /// What the activation gives.
    let values: UnsafeMutablePointer<Element>
    /// What the next layer takes.
    let outputs: UnsafeMutablePointer<Element>
    /// The factors of dropout.
    let mask: UnsafeMutablePointer<Element>
    /// One over the standard deviation of each sample's sums.
    let scales: UnsafeMutablePointer<Element>
    /// The loss's derivative by the outputs, then by the sums.
    let delta: UnsafeMutablePointer<Element>

    /// Takes the places from `arena`, which hands out as many elements as asked for.
    init(
        layer: NetworkLayer, place: LayerPlace, capacity: Int,
        arena: (Int) -> UnsafeMutablePointer<Element>
    ) {
        self.layer = layer
        self.place = place
        let size = capacity * layer.width
        products = arena(size)
        sums = layer.normalises ? arena(size) : products
        values = layer.activation.keepsSum ? arena(size) : sums
        outputs = layer.dropout > 0 ? arena(size) : values
        mask = arena(layer.dropout > 0 ? size : 0)
        scales = arena(layer.normalises ? capacity : 0)
        delta = arena(size)
    }

    /// What the slope of the activation is taken from.
    var saved: UnsafeMutablePointer<Element> { layer.activation.keepsSum ? sums : values }
}
