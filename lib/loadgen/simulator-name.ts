/** How Kneepoint's simulator signs its answers: in the `server` header, before a version, and as the owner of its models. */
export const simulatorName = 'kneepoint-simulator';
