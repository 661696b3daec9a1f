/** A state as a sign, a colour and a word. */
export function StateTag({
  look,
  children,
}: {
  look: { readonly tag: string; readonly sign: string };
  children: string;
}) {
  return (
    <span className={`state-tag ${look.tag}`}>
      <span aria-hidden="true">{look.sign}</span> {children}
    </span>
  );
}
