/** Common English words, most of them one token in most vocabularies: what prompts are made of. */
export const words: readonly string[] = `
able about above across act action active add after again against age agree air all allow almost alone along already
also always among amount ancient and animal another answer any apart appear apple area arm army around arrive art ask
back bad bag ball band bank bar base bath battle bear beat beauty because become bed before begin behind believe below
bench best better between beyond big bill bird black block blood blow blue board boat body bone book border born both
bottom bowl box branch brave bread break bridge bright bring broad brother brown build burn business but buy call calm
camp capital captain car card care carry case catch cause center century certain chain chair chance change charge chart
cheap check chief child choice choose circle city claim class clean clear climb clock close cloth cloud coast coat cold
collect color column come common company compare complete control cook cool copper copy corn corner correct cost cotton
could count country course court cover create cross crowd cry current curve cut dance danger dark day deal dear death
decide deep degree demand describe desert design desk develop device differ dinner direct discuss distance divide doctor
dog door double down draw dream dress drink drive drop dry during dust each early earth east easy eat edge effect egg
eight either electric else empty end enemy energy engine enjoy enough enter equal escape even evening event ever every
exact example except excite exercise expect explain eye face fact fair fall family famous far farm fast father favor
fear feed feel few field fight figure fill final find fine finger finish fire first fish fit five flat floor flow flower
fly follow food foot for force foreign forest form forward four frame free fresh friend from front fruit full fun game
garden gas gather general gentle get gift girl give glass global go gold good govern grand grass gray great green ground
group grow guess guide gun hair half hall hand happen happy harbor hard hat have head hear heart heat heavy help here
high hill history hit hold hole home hope horse hot hotel hour house how huge human hundred hunt hurry ice idea image
inch include indicate industry inside instead interest iron island job join joint journey jump just keep key kill kind
king kitchen knee know labor lady lake land language large last late laugh law lay lead leader leaf learn least leather
leave left leg length less let letter level lie life lift light like limit line link list listen little live local log
long look lose lot loud love low machine magic mail main major make man many map mark market mass master match material
matter may mean measure meat meet melody member memory metal method middle might mile milk million mind mine minute miss
mix model modern moment money month moon more morning most mother motion mount mouth move much music must name narrow
nation native nature near necessary neck need neighbor never new next night nine noise noon nor north nose note nothing
notice number object observe ocean offer office often oil old once one only open operate opposite order organ original
other out over own page paint pair palace paper parent part party pass past path pattern pay peace people perhaps period
person phrase pick picture piece place plain plan plane plant play please plural poem point poor port pose position
possible post pound power practice prepare present press pretty print problem process produce product promise proper
protect prove provide public pull push put quart question quick quiet quite race radio rail rain raise range rather
reach read ready real reason receive record red region remember repeat reply report represent require rest result rich
ride right ring rise river road rock roll room root rope rose round row rule run safe sail salt same sand save say scale
school science score sea search season seat second section see seed seem segment select self sell send sense sentence
separate serve set settle seven several shape share sharp sheet shell shine ship shirt shoe shop shore short should
shoulder shout show side sight sign silent silver similar simple since sing single sister sit six size skill skin sky
sleep slip slow small smell smile smoke snow social soft soil soldier solution solve some son song soon sound south
space speak special speech speed spell spend spoke spot spread spring square stand star start state station stay steam
steel step stick still stone stop store story straight strange stream street stretch string strong student study subject
success such sudden suffix sugar suggest suit summer sun supply support sure surface surprise swim symbol system table
tail take talk tall teach team tell ten term test than thank that theater their them then there these they thick thin
thing think third this those though thought thousand three through throw thus tie time tiny tire together tone too tool
top total touch toward town track trade train travel tree triangle trip trouble truck true try tube turn twenty two type
under unit until up use usual valley value vary very view village visit voice vowel wait walk wall want war warm wash
watch water wave way wear weather week weight well west what wheel when where which while white who whole whose why wide
wife wild will wind window wing winter wire wish with woman wonder wood word work world would write wrong yard year
yellow yes yet you young
`
  .trim()
  .split(/\s+/);
